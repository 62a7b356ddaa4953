// Storage that runs full, a database that is gone, a disk that is damaged: nothing called saved is lost in silence.

import assert from "node:assert/strict";
import { test } from "node:test";
import { waitingPetition } from "../stage/courier.mjs";
import { Desk } from "../stage/desk.mjs";
import { allow, emptyStorage, fillStorage, spoilDatabases } from "../stage/faults.mjs";
import { findings, onceEach, writeVisits } from "../stage/fieldwork.mjs";
import { House } from "../stage/house.mjs";
import { cadre } from "../stage/people.mjs";

/** Enough for the program and a little work. */
const QUOTA = 12_000_000;

/** The databases of the desk whose names begin so, deleted while it is not open. */
async function deleteDatabases(context, origin, beginning) {
  const page = await context.newPage();
  await page.goto(`${origin}/health`);
  const gone = await page.evaluate(async (beginning) => {
    const names = (await indexedDB.databases()).map(({ name }) => name).filter((name) => name.startsWith(beginning));
    for (const name of names) {
      await new Promise((done, failed) => {
        const request = indexedDB.deleteDatabase(name);
        request.onsuccess = done;
        request.onerror = failed;
        request.onblocked = failed;
      });
    }
    return names;
  }, beginning);
  await page.close();
  return gone;
}

/** Saves without a network on a desk that is then closed; gives the words called saved. */
async function savedOffline(field, id, about) {
  await field.openPetition(id);
  await field.context.setOffline(true);
  const saved = await writeVisits(field, id, findings(3, about));
  assert.equal(saved.length, 3);
  await field.page.close();
  field.page = await field.context.newPage();
  await field.context.setOffline(false);
  return saved;
}

test("out of space: it says so, keeps the words, and saves once there is room", async (t) => {
  const house = await House.open(t);
  const id = await waitingPetition(house.bureau, "蓄水池见底");
  const context = await house.context();
  const page = await context.newPage();
  await allow(context, page, house.origin, QUOTA);
  const field = await Desk.signIn(context, house.origin, cadre);
  await field.openPetition(id);
  await context.setOffline(true);
  await fillStorage(field.page);
  await field.writeVisit({ met: "组长老柳", found: "池底开裂" });
  await field.form.getByRole("button", { name: "保存走访记录" }).click();
  await field.page.getByText("本机存储空间不够，没有存下").first().waitFor();
  assert.equal(await field.form.getByLabel("看到和查到的情况").inputValue(), "池底开裂");
  await emptyStorage(field.page);
  await field.save("保存走访记录");
  const saved = ["池底开裂", ...(await writeVisits(field, id, findings(2, "有地方了")))];
  await context.setOffline(false);
  await field.settled();
  await onceEach(field, id, saved);
});

test("the replica is gone: it is fetched anew, and what waited is sent once", async (t) => {
  const house = await House.open(t);
  const id = await waitingPetition(house.bureau, "桥栏杆断了");
  const field = await house.desk(cadre);
  const saved = await savedOffline(field, id, "栏杆断了两根");
  assert.equal((await deleteDatabases(field.context, house.origin, "huiyin-replica")).length, 1);
  await field.goTo(`/desk/petitions/${id}`);
  await field.settled();
  await onceEach(field, id, saved);
  assert.equal(await field.page.getByText("浏览器清掉了").count(), 0);
});

test("the vault is gone: what was lost with it is told, with its places in the queue", async (t) => {
  const house = await House.open(t);
  const id = await waitingPetition(house.bureau, "路灯不亮");
  const field = await house.desk(cadre);
  const sent = await writeVisits(field, id, findings(2, "送到了的"));
  await field.settled();
  await savedOffline(field, id, "没送到的");
  assert.equal((await deleteDatabases(field.context, house.origin, "huiyin-vault")).length, 1);
  await field.goTo("/desk");
  await field.page.getByRole("alert").getByText(/3 条.*第 3.*5/).waitFor();
  await field.settled();
  await onceEach(field, id, sent);
  await writeVisits(field, id, ["又能记了"]);
  await field.settled();
  await onceEach(field, id, [...sent, "又能记了"]);
});

test("a damaged disk: the desk opens, nothing is doubled, and a loss is told", async (t) => {
  const house = await House.open(t);
  const id = await waitingPetition(house.bureau, "水管爆了");
  const tablet = await house.tablet();
  let desk = new Desk(tablet.page, house.origin);
  await desk.goTo("/desk");
  await desk.enter(cadre);
  const sent = await writeVisits(desk, id, findings(3, "送到了的"));
  await desk.settled();
  await tablet.context.setOffline(true);
  const waiting = await writeVisits(desk, id, findings(2, "没送到的"));
  assert.equal(waiting.length, 2);
  await tablet.shutDown();
  assert.ok(spoilDatabases(tablet.profile) > 0);
  await tablet.start();
  desk = new Desk(tablet.page, house.origin);
  await desk.page.goto(`${house.origin}/desk`);
  await desk.chip.or(desk.page.locator("#account")).first().waitFor();
  if (await desk.page.locator("#account").isVisible()) await desk.enter(cadre);
  await desk.settled();
  const found = await onceEach(desk, id, sent);
  const lost = waiting.filter((words) => !found.includes(words));
  if (lost.length > 0) await desk.page.getByRole("alert").getByText("2 条").waitFor();
});
