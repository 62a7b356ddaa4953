// The desk in English: no Chinese word of the program is left, only what people wrote.

import assert from "node:assert/strict";
import { test } from "node:test";
import { House } from "../stage/house.mjs";
import { allScreens, UNSENT } from "../stage/screens.mjs";
import { CHINESE, programWords, wordsInSight } from "../stage/words.mjs";

/** Screens written by the server follow the page's own choice of language, not the desk's. */
const OF_THE_SERVER = ["receipt", "query", "query-refused", "item", "item-answered", "file", "copy"];
/** Names of documents of the law are not translated. */
const DOCUMENT_OF_LAW = /〔\d{4}〕\d+号/;

/** Everything people wrote that a desk may show: what the bureau answers this officer, as one text. */
async function written(desk, petitions) {
  const query = { words: "", states: [], unit: null, village: null, channel: null, purpose: null, urgency: null, warning: null, registered: { from: null, to: null }, mine: false, sort: "Due", after: null, limit: 100 };
  const list = (await desk.call("list", { query })).body;
  const seen = list.rows.map((row) => row.id).filter((id) => petitions.includes(id) || list.rows.length < 10);
  const records = [];
  for (const id of seen) records.push(await desk.record(id));
  // Whoever takes nothing over is refused the inbox, and shows none of it.
  const filed = (await desk.call("inbox")).body;
  return JSON.stringify([(await desk.call("directory")).body, list, records, filed]);
}

test("in English no Chinese word of the program is left", async (t) => {
  const house = await House.open(t);
  const { screens, desks, petitions, outside, newcomer } = await allScreens(house);
  const people = [JSON.stringify(UNSENT)];
  for (const desk of Object.values(desks)) {
    people.push(await written(desk, petitions));
    await desk.goTo("/desk/me");
    await desk.page.getByRole("button", { name: "English" }).click();
    await desk.page.getByRole("heading", { name: "Language" }).waitFor();
  }
  for (const page of [outside, newcomer]) {
    await page.goto(`${house.origin}/desk`);
    await page.getByRole("button", { name: "English" }).click();
  }
  const corpus = people.join("\n");
  const known = programWords();
  const strange = (words) =>
    words.filter((text) => {
      const wording = known.some((pattern) => pattern.test(text)) && !corpus.includes(JSON.stringify(text));
      const unexplained = [...text.matchAll(CHINESE)].some(([run]) => !corpus.includes(run));
      return (wording || unexplained) && !DOCUMENT_OF_LAW.test(text);
    });

  for (const { name, page, show } of screens.filter(({ name }) => !OF_THE_SERVER.includes(name))) {
    await t.test(name, async () => {
      await show();
      assert.deepEqual(strange(await wordsInSight(page)), []);
      assert.equal(await page.evaluate(() => document.documentElement.lang), "en");
    });
  }

  await t.test("the public pages in English", async () => {
    for (const { name, page, show } of screens.filter((screen) => screen.public)) {
      await show();
      await page.getByRole("link", { name: "English" }).click();
      await page.locator("html[lang=en]").waitFor();
      assert.deepEqual(strange(await wordsInSight(page)), [], name);
      await page.getByRole("link", { name: "中文" }).click();
    }
  });

  await t.test("a Chinese word is noticed", () => {
    assert.deepEqual(strange(["已全部送达 21:04", "Sign in", "鼹鼠"]), ["已全部送达 21:04", "鼹鼠"]);
  });
});
