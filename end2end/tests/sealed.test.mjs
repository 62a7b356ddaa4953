// Nothing about people or their troubles can be read from a tablet's disk: neither while one works, nor after the
// browser ended, nor after its battery was taken out.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Desk } from "../stage/desk.mjs";
import { House } from "../stage/house.mjs";
import { bureauOfficer, cadre, registrar, TOWNSHIP } from "../stage/people.mjs";
import { bytesIn, foundIn } from "../stage/profile.mjs";
import { until } from "../stage/until.mjs";

const PERSON = { name: "欧阳霁月", phone: "10098765432", id: "110101199003071938", address: "柳溪镇栗子沟尽头那一户" };
const TITLE = "栗子沟的便桥被水冲走";
const TEXT = "上学的孩子要趟水过去，腊八那天有人滑倒。";
const VISIT = { met: "欧阳霁月的婆婆", found: "桥墩只剩北岸半截。", said: "盼着开春前搭起来。", agreed: "初九带图纸再来。" };
const DRAFT = "半句没写完的话：钢索要三十丈";
const SAID = "三丈还是五丈，两家说法不一";
const SEARCHED = "趟水过去";
const PLANTED = "故意放在明处的一行字";

const SECRET = [...Object.values(PERSON), TITLE, TEXT, ...Object.values(VISIT), DRAFT, SAID, SEARCHED, cadre.name, bureauOfficer.name, TOWNSHIP];

async function plant(page, words) {
  await page.evaluate(async (words) => {
    const opened = indexedDB.open("planted", 1);
    opened.onupgradeneeded = () => opened.result.createObjectStore("words");
    await new Promise((done) => { opened.onsuccess = done; });
    const put = opened.result.transaction("words", "readwrite", { durability: "strict" });
    put.objectStore("words").put(words, "here");
    await new Promise((done) => { put.oncomplete = done; });
    opened.result.close();
  }, words);
}

test("a profile folder says nothing about people", async (t) => {
  const house = await House.open(t);
  const window = await house.desk(registrar);
  const id = await window.register({ title: TITLE, text: TEXT, demands: ["把便桥搭起来"], person: PERSON });
  await window.settled();
  const officer = await house.desk(bureauOfficer);
  await officer.openPetition(id);
  await officer.transfer(TOWNSHIP);

  const tablet = await house.tablet();
  const desk = new Desk(tablet.page, house.origin);
  await desk.goTo("/desk");
  await desk.enter(cadre);
  await desk.page.getByRole("link", { name: TITLE }).waitFor();
  await desk.keptForOffline();
  assert.equal(await desk.hits(SEARCHED), 1);
  await desk.openPetition(id);
  await desk.petition.getByText(PERSON.name).first().waitFor();
  await tablet.context.setOffline(true);
  await desk.writeVisit(VISIT);
  await desk.save("保存走访记录");
  await desk.chipReads("离线，1 条已存本机");
  await desk.step("联系记录");
  await desk.fill({ 和谁: DRAFT, 说了什么: SAID });
  await desk.form.getByText(/草稿已存/).waitFor();

  await t.test("while one works", () => {
    assert.ok(bytesIn(tablet.profile, "Default/IndexedDB") > 20_000, "the work is there, sealed");
    assert.deepEqual(foundIn(tablet.profile, SECRET), []);
  });

  await t.test("after the battery was taken out", async () => {
    await tablet.kill();
    assert.deepEqual(foundIn(tablet.profile, SECRET), []);
  });

  await t.test("and all of it is still there for whoever knows the code", async () => {
    await tablet.start();
    const again = new Desk(tablet.page, house.origin);
    await tablet.context.setOffline(true);
    await again.goTo(`/desk/petitions/${id}/contact`);
    await again.form.waitFor();
    assert.equal(await again.form.getByLabel("和谁").inputValue(), DRAFT);
    assert.equal(await again.form.getByLabel("说了什么").inputValue(), SAID);
    await again.chipReads("离线，1 条已存本机");
    // The session's cookie was not on the disk yet; the work was.
    await tablet.context.setOffline(false);
    await again.enter(cadre);
  });

  await t.test("after it was switched off in order", async () => {
    await tablet.shutDown();
    assert.deepEqual(foundIn(tablet.profile, SECRET), []);
  });

  await t.test("the search does find what lies in plain", async () => {
    await tablet.start();
    await tablet.page.goto(`${house.origin}/desk`);
    await plant(tablet.page, PLANTED);
    await until("the planted words are found", () => foundIn(tablet.profile, [PLANTED]).length > 0);
  });
});
