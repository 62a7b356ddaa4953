// Photos on the way when the battery is taken out, the network breaks and the server dies.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Desk } from "../stage/desk.mjs";
import { House } from "../stage/house.mjs";
import { jpeg, keptFiles, storedPhoto, visitWithPhoto } from "../stage/photo.mjs";
import { cadre } from "../stage/people.mjs";
import { acceptedPetition } from "../stage/petitions.mjs";
import { until } from "../stage/until.mjs";

const TITLE = "河堤渗水，雨季前要加固";
/** A chunk of an upload: which file, and from where. */
const CHUNK = /^\/api\/v1\/attachments\/[^/]+\/[^/]+\/(\d+)$/;
/** Longer than any test waits. */
const NEVER_MS = 3_600_000;

const offset = (path) => CHUNK.exec(path)?.[1];
const isChunk = (path) => offset(path) !== undefined;

/** Lets the first chunk of each file through and holds back all that follow. */
function holdAfterFirst(network) {
  network.treatment = (path) => ({ delayMs: isChunk(path) && offset(path) !== "0" ? NEVER_MS : 0, answerBytes: Infinity });
}

/** Resolves once a chunk that does not begin the file is on its way. */
async function halfWay(network) {
  await until("a later chunk is on its way", () => network.requests.some(({ path }) => isChunk(path) && offset(path) !== "0"));
}

test("a photo taken offline outlives the battery and goes on where it stopped", async (t) => {
  const house = await House.open(t);
  const id = await acceptedPetition(house, TITLE);
  const tablet = await house.tablet();
  let desk = new Desk(tablet.page, house.origin);
  await desk.goTo("/desk");
  await desk.enter(cadre);
  await desk.keptForOffline();
  // A working day begins with a tablet that was signed in before.
  await tablet.shutDown();
  await tablet.start();
  desk = new Desk(tablet.page, house.origin);
  await desk.openPetition(id);
  const photo = await jpeg(desk.page, 2_000, 1_500, { noise: 1 });

  await t.test("without a network it is kept and shown from this device", async () => {
    house.network.cut();
    await tablet.context.setOffline(true);
    await visitWithPhoto(desk, photo);
    await desk.chipReads("离线，2 条已存本机");
    await desk.petition.locator(".files img").waitFor();
    await tablet.kill();

    await tablet.start();
    desk = new Desk(tablet.page, house.origin);
    await tablet.context.setOffline(true);
    await desk.goTo(`/desk/petitions/${id}`);
    const small = desk.petition.locator(".files img");
    await small.waitFor();
    assert.match(await small.getAttribute("src"), /^blob:/);
    await desk.petition.getByText("待传", { exact: true }).waitFor();
  });

  await t.test("texts go first; a browser killed half way sends the rest only", async () => {
    holdAfterFirst(house.network);
    house.network.mend();
    house.network.forget();
    await tablet.context.setOffline(false);
    await halfWay(house.network);
    const paths = house.network.requests.map(({ path }) => path);
    const firstChunk = paths.findIndex(isChunk);
    assert.ok(paths.indexOf("/api/v1/push") >= 0 && paths.indexOf("/api/v1/push") < firstChunk, paths.join(" "));
    await desk.chipReads("1 个附件待传");
    await tablet.kill();

    house.network.untouched();
    house.network.forget();
    await tablet.start();
    desk = new Desk(tablet.page, house.origin);
    await desk.goTo(`/desk/petitions/${id}`);
    await desk.settled();
    const begun = house.network.requests.filter(({ path }) => offset(path) === "0");
    assert.equal(begun.length, 0, "what had arrived is not sent again");
    const paper = await storedPhoto(desk, id);
    assert.ok(paper.bytes > 600_000, "and it was a photo of several chunks");
    await until("nothing is kept", async () => (await keptFiles(desk.page)) === 0);
  });
});

test("a server killed in the middle of a photo gets the rest after it is back", async (t) => {
  const house = await House.open(t);
  const id = await acceptedPetition(house, TITLE);
  const field = await house.desk(cadre);
  await field.openPetition(id);
  const photo = await jpeg(field.page, 2_000, 1_500, { noise: 1 });
  holdAfterFirst(house.network);
  await visitWithPhoto(field, photo);
  await halfWay(house.network);
  await house.bureau.kill();
  house.network.cut();
  await field.chipReads("离线，1 个附件待传");
  await field.petition.locator(".files img").waitFor();

  house.network.untouched();
  await house.bureau.start();
  house.network.forget();
  house.network.mend();
  await field.settled();
  assert.equal(house.network.requests.filter(({ path }) => offset(path) === "0").length, 0, "the first chunk was on its disk");
  await storedPhoto(field, id);
});

test("what is written while a photo is on its way does not wait for it", async (t) => {
  const house = await House.open(t);
  const id = await acceptedPetition(house, TITLE);
  const field = await house.desk(cadre);
  await field.openPetition(id);
  const photo = await jpeg(field.page, 2_000, 1_500, { noise: 1 });
  holdAfterFirst(house.network);
  await visitWithPhoto(field, photo);
  await halfWay(house.network);

  await field.step("联系记录");
  await field.choose("方式", "电话");
  await field.fill({ 和谁: "水务站", "说了什么、定了什么": "明天派人来看。" });
  await field.save("保存联系记录");
  await until("the record has it", async () => (await field.record(id)).contacts.length === 1);
  assert.equal((await field.record(id)).attachments[0].stored, false, "the photo is still on its way");
  house.network.untouched();
  // What is held back breaks off.
  house.network.cut();
  house.network.mend();
  await field.settled();
  await storedPhoto(field, id);
});
