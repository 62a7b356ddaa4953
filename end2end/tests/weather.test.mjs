// A network that drops, doubles, holds back and overtakes; a slow one; a bureau that dies again and again; a clock that
// is a year off. What the desk called saved is there once.

import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { Courier, visit, waitingPetition } from "../stage/courier.mjs";
import { Desk } from "../stage/desk.mjs";
import { findings, onceEach, writeVisits } from "../stage/fieldwork.mjs";
import { House } from "../stage/house.mjs";
import { chances } from "../stage/network.mjs";
import { cadre, otherCadre } from "../stage/people.mjs";
import { until } from "../stage/until.mjs";

const PUSH = "/api/v1/push";
const POKE = "/api/v1/poke";
/** For how many seconds a bureau that is overloaded asks, each time. */
const ASKED = [3, 3];
const DEATHS = 5;
/** 400 kbit/s. */
const SLOW = { offline: false, latency: 400, downloadThroughput: 50_000, uploadThroughput: 50_000 };
const YEAR_MS = 365 * 24 * 3600 * 1000;

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

test("a bureau with too much to write gets the time it asks for, whatever it pokes meanwhile", async (t) => {
  const house = await House.open(t);
  const id = await waitingPetition(house.bureau, "闸门锈死");
  const field = await house.desk(cadre);
  const near = await Courier.greet(house.bureau.origin, otherCadre);
  await field.openPetition(id);
  house.network.overload(PUSH, ASKED.length, ASKED[0]);
  house.network.forget();
  const [words] = await writeVisits(field, id, findings(1, "闸门"));
  const pushes = () => house.network.count((path) => path === PUSH);
  await until("the first push was put off", () => pushes() > 0);
  for (let nth = 0; pushes() <= ASKED.length; nth += 1) {
    // Each of these is committed, and every tablet is poked.
    await near.send([[id, visit(nth)]]);
    await pause(500);
  }
  await field.settled();
  await onceEach(near, id, [words]);
  const pauses = house.network.pauses(PUSH);
  assert.equal(pauses.length, ASKED.length, `one try for each time asked for: ${pauses}`);
  for (const [nth, seconds] of ASKED.entries()) assert.ok(pauses[nth] >= seconds * 1000, `${nth}: ${pauses}`);
});

test("pokes that break off are taken up again later and later, and what was missed is asked for", async (t) => {
  const house = await House.open(t);
  const id = await waitingPetition(house.bureau, "路灯不亮");
  const field = await house.desk(cadre);
  await field.openPetition(id);
  await until("the desk listens", () => house.network.count((path) => path === POKE) > 0);
  house.network.forget();
  house.network.break(POKE);
  await until("it has knocked three times", () => house.network.count((path) => path === POKE) >= 3);
  const near = await Courier.greet(house.bureau.origin, otherCadre);
  await near.send([[id, visit(41)]]);
  house.network.untouched();
  // Nobody presses anything: it comes with the first connection that holds.
  await field.petition.getByText("第 41 次看").first().waitFor();
  const [first, second] = house.network.pauses(POKE);
  assert.ok(first >= 2_000 && second >= 4_000, `each wait is longer than the last: ${house.network.pauses(POKE)}`);
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
