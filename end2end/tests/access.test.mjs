// What a browser shows to people whose matter it is not.

import assert from "node:assert/strict";
import { test } from "node:test";
import { idBytes } from "../stage/cbor.mjs";
import { NOBODYS } from "../stage/desk.mjs";
import { House } from "../stage/house.mjs";
import { askWithCode, CODE } from "../stage/petitioner.mjs";
import {
  bureauHead,
  bureauOfficer,
  countyLeader,
  disciplineOfficer,
  inspector,
  landsHandler,
  otherCadre,
  registrar,
  townshipHead,
} from "../stage/people.mjs";
import { sentPetition } from "../stage/petitions.mjs";

const UNSEEN = "没有找到这件信访件，或者您无权查看。";

/** What the page says where a petition would be. */
async function instead(desk, id) {
  await desk.goTo(`/desk/petitions/${id}`);
  await desk.petition.getByText(UNSEEN).waitFor();
  return desk.petition.innerText();
}

test("another unit's officer cannot open the link to a petition", async (t) => {
  const house = await House.open(t);
  const title = "锣鼓山采石场扬尘";
  const id = await sentPetition(house, title);
  const member = await house.desk(townshipHead);
  await member.openPetition(id);
  assert.equal(await member.hits(title), 1, "its own unit finds it");

  const stranger = await house.desk(landsHandler);
  assert.equal(await instead(stranger, id), await instead(stranger, NOBODYS), "no word tells whether it exists");
  assert.equal(await stranger.hits(title), 0);
  const forbidden = await stranger.call("record", { id: idBytes(id) });
  const missing = await stranger.call("record", { id: idBytes(NOBODYS) });
  assert.deepEqual(forbidden, missing);
  await stranger.goTo(`/desk/petitions/${id}/visit`);
  await stranger.page.getByText(UNSEEN).waitFor();
  assert.equal(await stranger.form.count(), 0, "nor can a step be taken on it");
});

test("a report against an official is seen by the discipline channel alone", async (t) => {
  const house = await House.open(t);
  const words = { title: "反映镇干部收礼后批宅基地", text: "魑魅村路边，去年腊月，送烟酒。", demands: ["请查处"] };
  const window = await house.desk(registrar);
  const id = await window.register({ ...words, purpose: "检举控告", channel: "来访" });
  await window.settled();

  // Even who registered it: they keep the way to the receipt, which they owe its author.
  const left = await instead(window, id);
  assert.ok(!left.includes(words.title));
  const opened = window.page.waitForEvent("popup");
  await window.petition.getByRole("link", { name: "登记回执" }).click();
  const receipt = await opened;
  await receipt.getByRole("heading", { name: "登记回执" }).waitFor();
  const printed = await receipt.locator("body").innerText();
  assert.ok(!printed.includes(words.title), "the receipt tells nothing of the matter");
  const [code] = CODE.exec(printed);

  const unseen = async (desk, name) => {
    assert.equal(await desk.hits(words.title), 0, `${name} finds nothing by the title`);
    assert.equal(await desk.hits("魑魅"), 0, `${name} finds nothing by the text`);
    const mine = await instead(desk, id);
    assert.equal(mine, await instead(desk, NOBODYS), `${name} reads the same as for nothing at all`);
    assert.ok(!mine.includes(words.title));
    await desk.goTo("/desk");
    await desk.settled();
    assert.equal(await desk.page.getByText(words.title).count(), 0, `${name} has it not among the work`);
  };
  await unseen(window, "registrar");
  for (const person of [bureauOfficer, bureauHead, inspector, countyLeader, townshipHead, otherCadre]) {
    const desk = await house.desk(person);
    await unseen(desk, person.name);
    await desk.goTo(`/desk/receipt/${id}`);
    await desk.page.getByRole("heading", { name: "没有这个页面" }).waitFor();
    await desk.context.close();
  }

  const channel = await house.desk(disciplineOfficer);
  assert.equal(await channel.hits(words.title), 1, "the search would find it");
  await channel.openPetition(id);
  await channel.petition.getByText("密件：只有纪检通道能看到").waitFor();
  await channel.petition.getByText(words.text).waitFor();

  const petitioner = await (await house.context({ javaScriptEnabled: false })).newPage();
  await askWithCode(petitioner, house.origin, code);
  await petitioner.getByText("您反映的事项：已收到").waitFor();
  const told = await petitioner.locator("body").innerText();
  for (const secret of [words.title, words.text, disciplineOfficer.name, "纪委"]) {
    assert.ok(!told.includes(secret), `the page does not say: ${secret}`);
  }
});
