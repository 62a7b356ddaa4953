// The whole road: registered at the window, answered in the township, read and rated at home.

import assert from "node:assert/strict";
import { test } from "node:test";
import { House } from "../stage/house.mjs";
import { PHONE } from "../stage/chromium.mjs";
import { askWithCode, printedCode } from "../stage/petitioner.mjs";
import { bureauOfficer, cadre, registrar, townshipHead, TOWNSHIP } from "../stage/people.mjs";

const TITLE = "三组机耕道被水冲断，收割机进不去";
const DEMANDS = ["修好冲断的机耕道", "说明去年报上去的修路款用到哪里"];
const OPINIONS = ["镇里 7 日内垫石料修通，10 月底前硬化。", "去年未列入计划，没有下拨，账目已在村务栏公开。"];

test("from the window to the rating", async (t) => {
  const house = await House.open(t);

  const window = await house.desk(registrar);
  const id = await window.register({ title: TITLE, text: "今年六月涨水冲断，收谷子要绕五里路。", demands: DEMANDS });
  await window.settled();
  await window.stands("已登记");
  const code = await printedCode(window);

  const officer = await house.desk(bureauOfficer);
  await officer.openPetition(id);
  await officer.transfer(TOWNSHIP, "请按期答复");
  await officer.stands("已转送");

  const field = await house.desk(cadre);
  await field.page.getByRole("link", { name: TITLE }).click();
  await field.accept();
  await field.stands("办理中");
  await field.writeVisit({ met: "王桂英、组长老柳", found: "路基冲断 12 米。", said: "收割前要通。", agreed: "周五带石料来。" });
  await field.send("保存走访记录");
  await field.writeDraft("走访看到路基冲断 12 米，经查未列入去年计划。", [
    { outcome: "支持", opinion: OPINIONS[0], basis: "《农村公路条例》" },
    { outcome: "诉求合理但缺乏依据", opinion: OPINIONS[1] },
  ]);
  await field.send("保存拟处理意见");
  await field.stands("待签发");

  const head = await house.desk(townshipHead);
  await head.openPetition(id);
  await head.step("签发");
  for (const opinion of OPINIONS) await head.form.getByText(opinion).waitFor();
  await head.send("确定签发");
  await head.stands("待送达");

  // The handler's device hears of the signature by itself.
  await field.stands("待送达");
  await field.step("送达");
  await field.choose("送达方式", "当面");
  assert.equal(await field.form.getByLabel("签收人").inputValue(), "王桂英", "what is known is filled in");
  await field.send("确定送达");
  await field.stands("已答复");

  const petitioner = await house.context({ javaScriptEnabled: false, viewport: PHONE });
  const page = await petitioner.newPage();
  await askWithCode(page, house.origin, code);
  await page.getByRole("heading", { name: "您的信访事项" }).waitFor();
  const told = await page.locator("main").innerText();
  for (const words of [TITLE, "范小军", TOWNSHIP, ...DEMANDS, ...OPINIONS, "上门走访", "答复送达"]) {
    assert.ok(told.includes(words), `the petitioner reads: ${words}`);
  }
  assert.ok(!told.includes("收割前要通"), "notes of a visit are not published");
  await page.getByRole("group", { name: "信访局" }).getByRole("radio", { name: "满意", exact: true }).check();
  await page.getByRole("group", { name: TOWNSHIP }).getByRole("radio", { name: "基本满意" }).check();
  await page.getByLabel("还想说的话").fill("路通了，谢谢。");
  await page.getByRole("button", { name: "提交评价" }).click();
  await page.getByRole("heading", { name: "谢谢您的评价" }).waitFor();

  await officer.openPetition(id);
  await officer.petition.getByText("路通了，谢谢。").waitFor();
  await officer.step("办结");
  await officer.fill({ 办结说明: "已修通并评价。" });
  await officer.send("确定办结");
  await officer.stands("已办结");

  await askWithCode(page, house.origin, code);
  await page.getByText("您的事项已经办结").waitFor();

  const record = await officer.record(id);
  const steps = record.course.map((entry) => entry.step);
  assert.deepEqual(steps, ["Register", "Transfer", "Accept", "Visit", "Draft", "Approve", "Deliver", "Rate", "Close"]);
  assert.equal(record.rating.unit, "MostlySatisfied");
});
