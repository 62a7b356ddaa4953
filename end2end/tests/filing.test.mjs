// Filed at home without a script, taken over at the window, followed with the same code.

import assert from "node:assert/strict";
import { test } from "node:test";
import { House } from "../stage/house.mjs";
import { askWithCode, CODE, printedCode } from "../stage/petitioner.mjs";
import { bureauOfficer, registrar } from "../stage/people.mjs";

const SMALL = { javaScriptEnabled: false, viewport: { width: 360, height: 740 } };
const TITLE = "村口路灯不亮，老人夜里不敢出门";
const TEXT = "村口的路灯坏了两个月，报给村里没有人来修。";

test("a filing without a script becomes a petition under its own code", async (t) => {
  const house = await House.open(t);
  const phone = await (await house.context(SMALL)).newPage();
  await phone.goto(`${house.origin}/file`);
  await phone.locator("input[name=purpose][value=plea]").check();
  const words = { title: TITLE, text: TEXT, demands: "修好路灯\n说明原因", name: "李秀兰", phone: "10087654321" };
  for (const [name, text] of Object.entries(words)) await phone.locator(`#${name}`).fill(text);
  await phone.locator("form[action='/file'] button[type=submit]").click();
  const code = CODE.exec(await phone.locator(".code").innerText())[0];

  const desk = await house.desk(registrar);
  await t.test("the registrar takes it over, with nothing typed again", async () => {
    await desk.goTo("/desk/inbox");
    await desk.page.getByRole("link", { name: TITLE }).click();
    await desk.page.getByRole("link", { name: "登记这一件" }).click();
    await desk.form.waitFor();
    assert.equal(await desk.form.getByLabel("反映的内容").inputValue(), TEXT);
    await desk.form.getByLabel("反映的内容").fill(`${TEXT}（电话核实）`);
    await desk.form.getByRole("button", { name: "确定登记", exact: true }).click();
    await desk.petition.getByRole("heading", { level: 1 }).waitFor();
    await desk.settled();
    await desk.stands("已登记");
  });

  await t.test("the petitioner's own words stay to be read beside what was registered", async () => {
    await desk.petition.getByText("信访人原文").click();
    await desk.petition.getByText(TEXT, { exact: true }).waitFor();
    await desk.petition.getByText(`${TEXT}（电话核实）`, { exact: true }).waitFor();
  });

  await t.test("the receipt carries the code the petitioner already holds, and it leads to the petition", async () => {
    assert.equal(await printedCode(desk), code);
    await askWithCode(phone, house.origin, code);
    await phone.getByText(/登记/).first().waitFor();
    await phone.getByText(TITLE).first().waitFor();
  });
});

test("a take-over that comes back leads to the petition a colleague made of the filing, under its code", async (t) => {
  const house = await House.open(t);
  const phone = await (await house.context(SMALL)).newPage();
  await phone.goto(`${house.origin}/file`);
  await phone.locator("input[name=purpose][value=plea]").check();
  const words = { title: TITLE, text: TEXT, demands: "修好路灯", name: "李秀兰", phone: "10087654321" };
  for (const [name, text] of Object.entries(words)) await phone.locator(`#${name}`).fill(text);
  await phone.locator("form[action='/file'] button[type=submit]").click();
  const code = CODE.exec(await phone.locator(".code").innerText())[0];

  const [slow, quick] = [await house.desk(registrar), await house.desk(bureauOfficer)];
  for (const desk of [slow, quick]) {
    await desk.goTo("/desk/inbox");
    await desk.page.getByRole("link", { name: TITLE }).click();
    await desk.page.getByRole("link", { name: "登记这一件" }).click();
    await desk.form.waitFor();
  }
  const register = async (desk, text) => {
    await desk.form.getByLabel("反映的内容").fill(text);
    await desk.form.getByRole("button", { name: "确定登记", exact: true }).click();
    await desk.petition.getByRole("heading", { level: 1 }).waitFor();
  };
  await slow.keptForOffline();
  await slow.context.setOffline(true);
  await register(slow, `${TEXT}（窗口核实）`);
  await register(quick, `${TEXT}（电话核实）`);
  await quick.settled();
  const id = quick.petitionId();
  assert.equal(slow.petitionId(), id, "both are the filing itself");

  await slow.context.setOffline(false);
  await slow.chipReads("1 条退回");
  await slow.chip.click();
  const back = slow.page.locator(".came-back");
  await back.getByText("这件已经登记过了。").waitFor();
  const mine = back.locator(".card").filter({ has: slow.page.getByRole("heading", { name: "我写的" }) });
  assert.ok((await mine.innerText()).includes("窗口核实"));
  await back.getByRole("link", { name: "打开信访件" }).click();
  await slow.petition.getByText(`${TEXT}（电话核实）`, { exact: true }).waitFor();
  assert.equal(slow.petitionId(), id);
  // The receipt is printed by whoever registered it.
  assert.equal(await printedCode(quick), code);
  await askWithCode(phone, house.origin, code);
  await phone.getByText(TITLE).first().waitFor();
});
