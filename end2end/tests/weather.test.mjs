// A network that drops, doubles, holds back and overtakes; a slow one; a bureau that dies again and again; a clock that
// is a year off. What the desk called saved is there once.

import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { Courier, waitingPetition } from "../stage/courier.mjs";
import { Desk } from "../stage/desk.mjs";
import { findings, onceEach, writeVisits } from "../stage/fieldwork.mjs";
import { House } from "../stage/house.mjs";
import { cadre, otherCadre } from "../stage/people.mjs";
import { until } from "../stage/until.mjs";

const PUSH = "/api/v1/push";
const DEATHS = 5;
/** 400 kbit/s. */
const SLOW = { offline: false, latency: 400, downloadThroughput: 50_000, uploadThroughput: 50_000 };
const YEAR_MS = 365 * 24 * 3600 * 1000;

/** The same chances in every run. */
function chances(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

test("a network that drops, doubles, holds back and overtakes", async (t) => {
  const house = await House.open(t);
  const id = await waitingPetition(house.bureau, "机耕路塌了半边");
  const field = await house.desk(cadre);
  const near = await Courier.greet(house.bureau.origin, otherCadre);
  house.network.storm(chances(7));
  const saved = await writeVisits(field, id, findings(12, "风里来雨里去"));
  assert.equal(saved.length, 12);
  // It goes on while they are being sent; somebody impatient presses again and again.
  await field.goTo("/desk/saved");
  const send = field.page.getByRole("button", { name: "现在就送" });
  await until("all of it is at the bureau", async () => {
    await send.click();
    return (await near.record(id)).visits.length === saved.length;
  });
  house.network.untouched();
  await field.settled();
  await onceEach(near, id, saved);
  await field.goTo("/desk/returned");
  await field.page.getByText("没有退回的。").waitFor();
});

test("a bureau killed again and again under pushes", async (t) => {
  const house = await House.open(t);
  const id = await waitingPetition(house.bureau, "提灌站的泵坏了");
  const field = await house.desk(cadre);
  const saved = [];
  for (let nth = 0; nth < DEATHS; nth += 1) {
    // Before the push, in the middle of it, after its commit: wherever the milliseconds fall.
    house.network.forget();
    const writing = writeVisits(field, id, findings(4, `第 ${nth + 1} 回`));
    for (let looks = 0; looks < 400 && house.network.count((path) => path === PUSH) === 0; looks += 1) await pause(5);
    await pause(nth * 7);
    await house.bureau.kill();
    saved.push(...(await writing));
    await house.bureau.start();
  }
  assert.equal(saved.length, DEATHS * 4);
  await field.goTo("/desk/saved");
  await field.page.getByRole("button", { name: "现在就送" }).click();
  await field.settled();
  await onceEach(field, id, saved);
});

test("400 kbit/s and 400 milliseconds away", async (t) => {
  const house = await House.open(t);
  const id = await waitingPetition(house.bureau, "卫生室停电");
  const field = await house.desk(cadre);
  const devtools = await field.context.newCDPSession(field.page);
  await devtools.send("Network.enable");
  await devtools.send("Network.emulateNetworkConditions", SLOW);
  const saved = await writeVisits(field, id, findings(20, "网很慢"));
  assert.equal(saved.length, 20);
  await field.settled();
  await onceEach(field, id, saved);
});

for (const [name, off] of [["behind", -YEAR_MS], ["ahead", YEAR_MS]]) {
  test(`a clock a year ${name}`, async (t) => {
    const house = await House.open(t);
    const id = await waitingPetition(house.bureau, "村口井盖不见了");
    const context = await house.context();
    await context.addInitScript(wrongClock, off);
    const field = await Desk.signIn(context, house.origin, cadre);
    await field.openPetition(id);
    await field.petition.getByText(/还剩 \d+ 天/).first().waitFor();
    await context.setOffline(true);
    const saved = await writeVisits(field, id, findings(3, "钟不准"));
    assert.equal(saved.length, 3, "the days are counted by the bureau's clock");
    await context.setOffline(false);
    await field.settled();
    await onceEach(field, id, saved);
    const { course } = await field.record(id);
    const visits = course.filter((entry) => entry.step === "Visit");
    for (const { recorded_at } of visits) {
      assert.ok(Math.abs(Date.parse(recorded_at) - Date.now()) < YEAR_MS / 365, `recorded ${recorded_at}`);
    }
  });
}

/** Runs in the page before the program: its clock is off by so much. */
function wrongClock(off) {
  const Right = Date;
  window.Date = class extends Right {
    constructor(...words) {
      super(...(words.length === 0 ? [Right.now() + off] : words));
    }
    static now() {
      return Right.now() + off;
    }
  };
}
