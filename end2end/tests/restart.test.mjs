// The server dies between taking a push and answering it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { contextOf, openBrowser } from "../stage/chromium.mjs";
import { Desk } from "../stage/desk.mjs";
import { House } from "../stage/house.mjs";
import { cadre, otherCadre } from "../stage/people.mjs";
import { sentPetition } from "../stage/petitions.mjs";

const TITLE = "村口变压器噪声大，夜里睡不着";
const VISIT = { met: "住户三家", found: "变压器离房 6 米。", said: "夜里嗡嗡响。", agreed: "请供电所来测。" };
const PUSH = "/api/v1/push";

test("a server killed between push and answer has applied it once", async (t) => {
  const house = await House.open(t);
  const id = await sentPetition(house, TITLE);
  const field = await house.desk(cadre);
  await field.openPetition(id);

  const answered = house.network.withholdAnswer(PUSH);
  await field.writeVisit(VISIT);
  await field.save("保存走访记录");
  const answer = await answered;
  assert.equal(answer.status, 200, "the bureau took the push");
  await house.bureau.kill();
  house.network.cut();
  await field.chipReads("1 条");
  await field.petition.getByText(VISIT.found).waitFor();

  // The colleague sits in the bureau itself and needs no network that is down.
  await house.bureau.start();
  const near = await openBrowser();
  t.after(() => near.close());
  const colleague = await Desk.signIn(await contextOf(near), house.bureau.origin, otherCadre);
  assert.equal((await colleague.record(id)).visits.length, 1, "what was committed outlives the kill");
  await field.chipReads("1 条");

  house.network.forget();
  house.network.mend();
  await field.settled();
  assert.ok(house.network.count((path) => path === PUSH) > 0, "the tablet sent it again");
  const record = await colleague.record(id);
  assert.equal(record.visits.length, 1, "applied once");
  assert.equal(record.course.filter((entry) => entry.step === "Visit").length, 1);
  assert.equal(await field.petition.getByText(VISIT.found).count(), 1, "and shown once");
  await field.goTo("/desk/returned");
  await field.page.getByText("没有退回的。").waitFor();
});

test("an answer that breaks off in the middle is asked for again", async (t) => {
  const house = await House.open(t);
  const id = await sentPetition(house, TITLE);
  const field = await house.desk(cadre);
  await field.openPetition(id);

  house.network.cutAnswersAfter(3, PUSH);
  await field.writeVisit(VISIT);
  await field.save("保存走访记录");
  await field.chipReads("1 条");
  house.network.untouched();
  await field.settled();
  assert.ok(house.network.count((path) => path === PUSH) > 1, "the first answer was of no use");
  assert.equal((await field.record(id)).visits.length, 1);
});

test("a slow network changes nothing but the time", async (t) => {
  const house = await House.open(t);
  const id = await sentPetition(house, TITLE);
  const field = await house.desk(cadre);
  await field.openPetition(id);
  house.network.delay(400);
  await field.writeVisit(VISIT);
  await field.save("保存走访记录");
  await field.petition.getByText("还没送到局里").first().waitFor();
  await field.settled();
  assert.equal((await field.record(id)).visits.length, 1);
});
