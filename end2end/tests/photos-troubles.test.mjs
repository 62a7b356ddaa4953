// Photos where something is short: no network for good, no space, no room in the petition, no rest on the way, and
// a step that came back with its photo.

import assert from "node:assert/strict";
import { createHash, randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { idBytes } from "../stage/cbor.mjs";
import { Courier, waitingPetition } from "../stage/courier.mjs";
import { Desk } from "../stage/desk.mjs";
import { allow, emptyStorage, fillStorage } from "../stage/faults.mjs";
import { House } from "../stage/house.mjs";
import { choosePhoto, jpeg, keptFiles, storedPhoto, visitWithPhoto } from "../stage/photo.mjs";
import { bureauOfficer, cadre, otherCadre, registrar, securityAdmin, TOWNSHIP } from "../stage/people.mjs";
import { acceptedPetition } from "../stage/petitions.mjs";
import { chances } from "../stage/network.mjs";
import { until } from "../stage/until.mjs";

/** A chunk of an upload. */
const CHUNK = /^\/api\/v1\/attachments\/[^/]+\/[^/]+\/\d+$/;
const QUOTA = 12_000_000;
/** The most files of one petition. */
const MOST = 30;

/** So many files that somebody has attached, none of which has come. */
function attaching(count) {
  return Array.from({ length: count }, (_, nth) => {
    const paper = { id: idBytes(randomUUID()), kind: "Photo", about: null, name: `照片 ${nth + 1}`, media: "image/jpeg", bytes: 9, taken_at: null };
    return { Attach: { ...paper, sha256: createHash("sha256").update(String(nth)).digest("hex") } };
  });
}

test("a photo goes along in the outbox file, and nothing of it is sent again", async (t) => {
  const house = await House.open(t);
  const id = await acceptedPetition(house, "挡墙外鼓");
  const field = await house.desk(cadre);
  await field.openPetition(id);
  const photo = await jpeg(field.page, 2_000, 1_500, { noise: 1 });
  await field.context.setOffline(true);
  await visitWithPhoto(field, photo);
  await field.chipReads("离线，2 条已存本机");
  await field.chip.click();
  const downloading = field.page.waitForEvent("download");
  await field.page.getByRole("button", { name: "把待送的存成文件" }).click();
  const download = await downloading;
  await field.page.getByText("照片和文件 1 个也在里面。").waitFor();
  const file = path.join(house.bureau.folder, download.suggestedFilename());
  await download.saveAs(file);
  assert.ok(!readFileSync(file).includes("护堤员"), "sealed");

  const security = await house.desk(securityAdmin);
  await security.goTo("/desk/devices");
  await security.page.getByLabel("导入待送文件").setInputFiles(file);
  await security.page.getByText(`${cadre.name} 的文件：新收 2 条，原已收到 0 条。照片和文件收下 1 个。`).waitFor();
  const near = await house.desk(otherCadre);
  const paper = await storedPhoto(near, id);
  assert.ok(paper.bytes > 600_000, "a photo of several chunks");

  house.network.forget();
  await field.context.setOffline(false);
  await field.settled();
  await until("nothing is kept", async () => (await keptFiles(field.page)) === 0);
  assert.equal(house.network.count((path) => CHUNK.test(path)), 0, "not one chunk went over the network");
});

test("no space for a photo: it says so, the words stay, and with room it is taken", async (t) => {
  const house = await House.open(t);
  const id = await acceptedPetition(house, "涵洞堵塞");
  const context = await house.context();
  const page = await context.newPage();
  await allow(context, page, house.origin, QUOTA);
  const field = await Desk.signIn(context, house.origin, cadre);
  await field.openPetition(id);
  const photo = await jpeg(field.page, 2_000, 1_500, { noise: 1 });
  await field.writeVisit({ met: "护堤员", found: "洞口堵了一半" });
  await fillStorage(field.page);
  await choosePhoto(field, photo);
  await field.form.getByText("本机存储空间不够").first().waitFor();
  assert.equal(await field.form.locator("li.file").count(), 0, "half a photo is none");
  assert.equal(await field.form.getByLabel("看到和查到的情况").inputValue(), "洞口堵了一半");
  await emptyStorage(field.page);
  await choosePhoto(field, photo);
  await field.form.locator("li.file img").waitFor();
  await field.save("保存走访记录");
  await storedPhoto(field, id);
  const { visits, attachments } = await field.record(id);
  assert.deepEqual([visits.length, attachments.length], [1, 1]);
});

test("a network that drops and doubles under a photo of many chunks", async (t) => {
  const house = await House.open(t);
  const id = await acceptedPetition(house, "护坡裂缝");
  const field = await house.desk(cadre);
  await field.openPetition(id);
  const photo = await jpeg(field.page, 2_000, 1_500, { noise: 1 });
  const near = await Courier.greet(house.bureau.origin, otherCadre);
  house.network.storm(chances(11));
  await visitWithPhoto(field, photo);
  await field.goTo("/desk/saved");
  const send = field.page.getByRole("button", { name: "现在就送" });
  await until("every byte is at the bureau", async () => {
    await send.click();
    const { attachments } = await near.record(id);
    return attachments.length > 0 && attachments.every((one) => one.stored);
  });
  house.network.untouched();
  await field.settled();
  await storedPhoto(field, id);
  assert.equal((await near.record(id)).attachments.length, 1, "once");
  await until("nothing is kept", async () => (await keptFiles(field.page)) === 0);
});

test("a photo that came back with its step is done anew with the same bytes", async (t) => {
  const house = await House.open(t);
  const id = await waitingPetition(house.bureau, "渡口护栏松动");
  const field = await house.desk(cadre);
  await field.openPetition(id);
  const photo = await jpeg(field.page, 2_000, 1_500, { noise: 1 });
  await field.context.setOffline(true);
  await visitWithPhoto(field, photo);

  const colleague = await house.desk(otherCadre);
  await colleague.openPetition(id);
  await colleague.step("提出异议");
  await colleague.fill({ 理由: "护栏归交通部门管。" });
  await colleague.send("确定提出异议");
  const bureau = await house.desk(bureauOfficer);
  await bureau.openPetition(id);
  await bureau.step("同意退回");
  await bureau.fill({ 答复说明: "再核。" });
  await bureau.send("确定同意退回");
  await field.context.setOffline(false);
  await field.chipReads("2 条退回");
  assert.equal((await bureau.record(id)).attachments.length, 0);
  assert.ok((await keptFiles(field.page)) > 0, "the photo of returned work stays on the tablet");
  await bureau.transfer(TOWNSHIP);

  await field.goTo("/desk/saved");
  await field.page.getByRole("button", { name: "现在就送" }).click();
  await field.goTo("/desk/returned");
  const back = field.page.locator(".came-back").filter({ has: field.page.getByRole("heading", { name: /^添加附件/ }) });
  await back.getByRole("button", { name: /重新办理/ }).first().click();
  await field.form.locator("li.file img").waitFor();
  await field.save("确定添加附件");
  await storedPhoto(field, id);
  await field.chipReads("1 条退回");
  await until("nothing is kept", async () => (await keptFiles(field.page)) === 0);
});

test("what people bring to the window goes with the registration, also when the reception stops in between", async (t) => {
  const house = await House.open(t);
  const window = await house.desk(registrar);
  await window.keptForOffline();
  const photo = await jpeg(window.page, 2_000, 1_500, { noise: 1 });
  await window.goTo("/desk/register");
  await window.form.waitFor();
  await window.choose("来源", "来访");
  await window.choose("信访目的", "求决");
  await window.fillPerson({});
  await window.fill({ 标题: "围墙倒塌压坏菜地", 反映的内容: "请赔偿菜苗。" });
  await window.form.getByLabel("诉求 1").fill("赔偿菜苗");
  await choosePhoto(window, photo);
  const row = window.form.locator("li.file");
  await row.locator("img").waitFor();
  await row.getByLabel("附件说明").fill("倒塌的围墙");

  await window.context.setOffline(true);
  await window.form.getByRole("button", { name: "先停下" }).click();
  await window.page.getByRole("heading", { name: "我的工作" }).first().waitFor();
  await window.goTo("/desk/register");
  assert.equal(await row.count(), 0, "the next person's form is empty");
  await window.page.getByRole("link", { name: "接着办" }).first().click();
  await row.locator("img").waitFor();
  assert.equal(await row.getByLabel("附件说明").inputValue(), "倒塌的围墙");

  await window.choose("信访目的", "检举控告");
  await window.form.getByRole("button", { name: "确定登记", exact: true }).click();
  await window.form.getByText("检举控告件登记后只有纪检通道看得到").waitFor();
  await window.choose("信访目的", "求决");
  await window.form.getByRole("button", { name: "确定登记", exact: true }).click();
  await window.page.waitForURL(/petitions\//);
  const id = window.petitionId();
  await window.chipReads("离线，2 条已存本机");
  await window.context.setOffline(false);
  await window.settled();
  const paper = await storedPhoto(window, id);
  assert.deepEqual([paper.name, paper.about], ["倒塌的围墙", "Registration"]);
  await until("nothing is kept", async () => (await keptFiles(window.page)) === 0);
});

test("a petition has room for so many files: more is refused when chosen, and comes back when two were quicker than one", async (t) => {
  const house = await House.open(t);
  const id = await acceptedPetition(house, "旱厕改造");
  const near = await Courier.greet(house.bureau.origin, otherCadre);
  await near.sendAll(attaching(MOST - 1).map((command) => [id, command]));
  const field = await house.desk(cadre);
  await field.openPetition(id);
  const photo = await jpeg(field.page, 400, 300);
  await field.context.setOffline(true);
  await visitWithPhoto(field, photo);
  await near.sendAll(attaching(1).map((command) => [id, command]));
  await field.context.setOffline(false);
  await field.chipReads("1 条退回");
  await field.chip.click();
  await field.page.getByText(`一件最多 ${MOST} 个附件`).first().waitFor();
  assert.equal((await near.record(id)).visits.length, 1, "the visit itself is there");

  await field.openPetition(id);
  await field.writeVisit({ met: "护堤员", found: "再看一次" });
  await choosePhoto(field, photo);
  await field.form.getByText(`一件最多 ${MOST} 个附件`).waitFor();
  assert.equal(await field.form.locator("li.file").count(), 0);
});
