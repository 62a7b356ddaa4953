// Devices as the office sees them: the proof on the tablet and the list at the bureau agree, a lost one is shut out,
// heads see what came back, and an outbox goes by file where there is no network.

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { axeFinds } from "../stage/axe.mjs";
import { LAPTOP, PHONE, TABLET } from "../stage/chromium.mjs";
import { Courier, sendToTownship, visit, waitingPetition } from "../stage/courier.mjs";
import { findings, onceEach, writeVisits } from "../stage/fieldwork.mjs";
import { House } from "../stage/house.mjs";
import { sidewaysScroll } from "../stage/layout.mjs";
import { cadre, securityAdmin, townshipHead } from "../stage/people.mjs";

/** The row of a person in the list of devices. */
const rowOf = (desk, person) => desk.page.getByRole("region", { name: "列表" }).getByRole("link", { name: person.name });

/** Opens the list of devices and the one of this person. */
async function openDevice(desk, person) {
  await desk.goTo("/desk/devices");
  await rowOf(desk, person).first().click();
  const detail = desk.page.getByRole("region", { name: "详情" });
  await detail.getByRole("heading", { name: person.name }).waitFor();
  return detail;
}

test("the tablet's proof and the bureau's list say the same; a lost tablet is shut out", async (t) => {
  const house = await House.open(t);
  const id = await waitingPetition(house.bureau, "堰塘漫水");
  const field = await house.desk(cadre);
  await writeVisits(field, id, findings(3, "堰塘"));
  await field.settled();
  await field.goTo("/desk/saved");
  await field.page.getByRole("link", { name: "看送达凭证" }).click();
  const proof = field.page.locator("main .card");
  await proof.getByText("全部在局里的台账里").waitFor();
  const number = await proof.locator("dt", { hasText: "设备编号" }).locator("+ dd").innerText();
  assert.match(number, /^[0-9a-f]{12}$/);
  await proof.getByText("第 3 条").waitFor();

  const security = await house.desk(securityAdmin);
  const detail = await openDevice(security, cadre);
  await detail.getByText(number).waitFor();
  await detail.getByText("到第 3 条为止").waitFor();
  assert.equal(await security.page.getByText("堰塘").count(), 0, "no word of a case");

  await detail.getByRole("button", { name: "吊销这台设备" }).click();
  const sure = detail.getByRole("button", { name: "确定吊销" });
  assert.ok(await sure.isDisabled(), "not without a reason");
  await detail.getByLabel("吊销的原因").fill("下乡时丢失");
  await sure.click();
  await detail.getByText("设备还没有来过").waitFor();
  await field.goTo("/desk").catch(() => {});
  await security.page.getByRole("button", { name: "重新取一次" }).click();
  await detail.getByText(/已经叫它销毁钥匙/).waitFor();
  await security.page.getByRole("button", { name: "已吊销" }).click();
  assert.equal(await rowOf(security, cadre).count(), 1);
  await detail.getByRole("button", { name: "重新准许使用" }).click();
  await detail.getByRole("button", { name: "吊销这台设备" }).waitFor();
});

test("a head sees what came back to their people, with its words", async (t) => {
  const house = await House.open(t);
  const [id] = await sendToTownship(house.bureau, [["土路泥泞", "下雨走不了。"]]);
  const field = await Courier.greet(house.bureau.origin, cadre);
  const bad = visit(1);
  bad.Visit.found = "";
  const { outcomes } = await field.caller.call("push", field.push([[id, bad]]));
  assert.ok(outcomes[0].outcome.Refused, JSON.stringify(outcomes));
  const head = await house.desk(townshipHead);
  const detail = await openDevice(head, cadre);
  await detail.getByRole("heading", { name: "退回还没处理的" }).waitFor();
  await detail.getByText("组长老柳").waitFor();
  assert.equal(await detail.getByRole("button", { name: "吊销这台设备" }).count(), 0, "keys are another's");
  await detail.getByRole("link", { name: "打开信访件" }).click();
  await head.petition.getByRole("heading", { level: 1, name: "土路泥泞" }).waitFor();
});

test("work that the bureau's program does not understand yet is named on the tablet and in the list of devices", async (t) => {
  const house = await House.open(t);
  const id = await waitingPetition(house.bureau, "水尺被冲走");
  const field = await house.desk(cadre);
  const newer = await Courier.greet(house.bureau.origin, cadre);
  newer.versions = { ...newer.versions, command: 99 };
  const { outcomes } = await newer.caller.call("push", newer.push([[id, visit(1)]]));
  assert.deepEqual(outcomes.map(({ outcome }) => outcome), ["Held"]);

  await field.goTo("/desk/saved");
  await field.page.getByRole("button", { name: "现在就送" }).click();
  await field.chipReads("1 条局里暂存");
  await field.page.getByText("有 1 条已送到局里，但局里的程序比这台设备的旧").waitFor();
  await field.page.getByRole("link", { name: "看送达凭证" }).click();
  await field.page.getByText("其中 1 条由局里暂存").waitFor();

  const head = await house.desk(townshipHead);
  await head.goTo("/desk/devices");
  await rowOf(head, cadre).filter({ hasText: "1 条暂存" }).click();
  const detail = head.page.getByRole("region", { name: "详情" });
  await detail.getByText("1 条，局里的程序还看不懂；升级后自动办理").waitFor();

  // What it does understand goes on beside it.
  await writeVisits(field, id, findings(1, "水尺"));
  await field.chipReads("1 条局里暂存");
  assert.equal((await field.record(id)).visits.length, 1);
});

test("an outbox goes by file, and the tablet sends nothing twice when it has a network again", async (t) => {
  const house = await House.open(t);
  const id = await waitingPetition(house.bureau, "山塘渗水");
  const field = await house.desk(cadre);
  await field.openPetition(id);
  await field.context.setOffline(true);
  const saved = await writeVisits(field, id, findings(3, "山塘"));
  assert.equal(saved.length, 3);
  await field.chip.click();
  const downloading = field.page.waitForEvent("download");
  await field.page.getByRole("button", { name: "把待送的存成文件" }).click();
  const download = await downloading;
  assert.match(download.suggestedFilename(), /^huiyin-outbox-[0-9a-f]{12}-\d{12}\.hyo$/);
  const file = path.join(house.bureau.folder, download.suggestedFilename());
  await download.saveAs(file);
  await field.page.getByText("请交给局里的安全管理员").waitFor();
  const bytes = readFileSync(file);
  for (const words of [...saved, "山塘", cadre.name, "组长老柳"]) assert.ok(!bytes.includes(words), `the file says ${words}`);

  const security = await house.desk(securityAdmin);
  await security.goTo("/desk/devices");
  const entry = security.page.getByLabel("导入待送文件");
  const spoiled = path.join(house.bureau.folder, "spoiled.hyo");
  writeFileSync(spoiled, bytes.map((byte, nth) => (nth === bytes.length - 40 ? byte ^ 1 : byte)));
  await entry.setInputFiles(spoiled);
  await security.page.getByText("一条也没有收").waitFor();
  await entry.setInputFiles(file);
  await security.page.getByText(`${cadre.name} 的文件：新收 3 条，原已收到 0 条。`).waitFor();
  await entry.setInputFiles(file);
  await security.page.getByText("新收 0 条，原已收到 3 条。").waitFor();
  assert.equal(await security.page.getByText("山塘").count(), 0, "the administrator sees numbers");

  await field.context.setOffline(false);
  await field.settled();
  await onceEach(field, id, saved);
  await field.goTo("/desk/returned");
  await field.page.getByText("没有退回的。").waitFor();
});

test("axe-core finds nothing on the screens of devices, and none scrolls sideways", async (t) => {
  const house = await House.open(t);
  const field = await house.desk(cadre);
  const security = await house.desk(securityAdmin);
  const screens = [
    ["proof", field.page, async () => {
      await field.goTo("/desk/saved/proof");
      await field.page.locator("main .card").waitFor();
    }],
    ["device", security.page, async () => {
      const detail = await openDevice(security, cadre);
      await detail.getByRole("button", { name: "吊销这台设备" }).click();
      await detail.getByLabel("吊销的原因").waitFor();
    }],
  ];
  for (const [name, page, show] of screens) {
    await t.test(name, async () => {
      await page.setViewportSize(LAPTOP);
      await show();
      const found = [];
      for (const size of [LAPTOP, TABLET, PHONE]) {
        await page.setViewportSize(size);
        for (const colorScheme of ["light", "dark"]) {
          await page.emulateMedia({ colorScheme });
          found.push(...(await axeFinds(page)).map((line) => `${size.width} ${colorScheme} ${line}`));
        }
        const aside = await sidewaysScroll(page);
        if (aside > 0) found.push(`${size.width} pixels wide it scrolls sideways by ${aside}`);
      }
      assert.deepEqual(found, []);
    });
  }
});
