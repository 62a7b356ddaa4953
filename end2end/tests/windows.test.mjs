// Several windows of one browser: any of them saves, one of them writes, and one that froze is replaced.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Desk } from "../stage/desk.mjs";
import { House } from "../stage/house.mjs";
import { cadre } from "../stage/people.mjs";
import { acceptedPetition } from "../stage/petitions.mjs";

const TITLE = "两个窗口一起记的事";
const EACH = 500;

/** A second window beside an open desk: it opens without a code. */
async function beside(desk) {
  const other = new Desk(await desk.page.context().newPage(), desk.origin);
  await other.page.goto(`${desk.origin}/desk`);
  await other.chip.waitFor();
  return other;
}

/** Saves a note of contact through the desk's own form. */
async function note(desk, id, words) {
  await desk.page.evaluate((path) => {
    history.pushState(null, "", path);
    dispatchEvent(new PopStateEvent("popstate"));
  }, `/desk/petitions/${id}/contact`);
  await desk.form.waitFor();
  await desk.choose("方式", "电话");
  await desk.fill({ 和谁: words, 说了什么: words });
  await desk.form.locator("button[type=submit]").click();
  await desk.form.waitFor({ state: "detached" });
}

/** Fills and saves the form so many times as fast as the page lets it, each after the one before was kept. */
async function saveMany([path, name, count]) {
  const until = async (find) => {
    for (;;) {
      const found = find();
      if (found) return found;
      await new Promise((soon) => setTimeout(soon, 1));
    }
  };
  const type = (field, text) => {
    field.value = text;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };
  for (let nth = 0; nth < count; nth += 1) {
    history.pushState(null, "", path);
    dispatchEvent(new PopStateEvent("popstate"));
    const said = await until(() => document.querySelector("form.form #said"));
    document.querySelector("form.form input[type=radio]").click();
    type(document.querySelector("form.form #with"), `${name} ${nth}`);
    type(said, "记一笔");
    document.querySelector("form.form button[type=submit]").click();
    await until(() => !document.querySelector("form.form"));
  }
}

test("two windows save and see each other's work at once", async (t) => {
  const house = await House.open(t);
  const id = await acceptedPetition(house, TITLE);
  const first = await house.desk(cadre);
  await first.openPetition(id);
  const second = await beside(first);
  await second.openPetition(id);
  await first.context.setOffline(true);
  await note(second, id, "从第二个窗口");
  await second.chipReads("1 条");
  await first.petition.getByText("从第二个窗口").first().waitFor();
  await note(first, id, "从第一个窗口");
  await second.petition.getByText("从第一个窗口").first().waitFor();
  await second.chipReads("2 条");
  await first.context.setOffline(false);
  await second.settled();
  await first.settled();
  assert.equal((await first.record(id)).contacts.length, 2);

  await t.test("the second goes on when the first is closed", async () => {
    await first.page.close();
    await note(second, id, "第一个窗口关了以后");
    await second.settled();
    assert.equal((await second.record(id)).contacts.length, 3);
  });

  await t.test("all windows lock together, and one code opens each", async () => {
    const third = await beside(second);
    await second.page.keyboard.press("Alt+l");
    await third.page.getByRole("heading", { name: "已锁定" }).waitFor();
    await third.unlock();
    await third.settled();
  });
});

test("a first window that froze is replaced, and what it was given is saved once", async (t) => {
  const house = await House.open(t);
  const id = await acceptedPetition(house, TITLE);
  const first = await house.desk(cadre);
  await first.openPetition(id);
  const second = await beside(first);
  await second.openPetition(id);
  // A debugger that holds the page: it answers nothing and keeps its lock, as a frozen one does.
  const devtools = await first.context.newCDPSession(first.page);
  await devtools.send("Debugger.enable");
  await devtools.send("Debugger.pause");
  const held = first.page.evaluate(() => 1);
  await note(second, id, "冻住以后");
  await second.settled();
  assert.equal((await second.record(id)).contacts.length, 1);
  await devtools.send("Debugger.resume");
  await held;
  await first.petition.getByText("冻住以后").first().waitFor();
  await note(first, id, "醒来以后");
  await first.settled();
  assert.equal((await second.record(id)).contacts.length, 2);
});

test(`${EACH} saves in each of two windows: none lost, none doubled`, async (t) => {
  const house = await House.open(t);
  const id = await acceptedPetition(house, TITLE);
  const first = await house.desk(cadre);
  await first.openPetition(id);
  const second = await beside(first);
  await second.openPetition(id);
  const write = (desk, name) => desk.page.evaluate(saveMany, [`/desk/petitions/${id}/contact`, name, EACH]);
  // A thousand saves take longer than anything else that is waited for here.
  for (const desk of [first, second]) desk.page.setDefaultTimeout(600_000);
  await Promise.all([write(first, "甲"), write(second, "乙")]);
  await first.settled();
  await second.settled();
  const kept = (await first.record(id)).contacts.map((contact) => JSON.stringify(contact));
  assert.equal(kept.length, 2 * EACH);
  for (const name of ["甲", "乙"]) {
    const order = kept.map((contact) => new RegExp(`${name} (\\d+)`).exec(contact)?.[1]).filter(Boolean).map(Number);
    assert.deepEqual(order, [...Array(EACH).keys()], `${name} in order`);
  }
});
