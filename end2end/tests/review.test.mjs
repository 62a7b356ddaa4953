// Not agreeing with an answer: asked for on a phone without a script, reviewed by other people, read on the phone.

import assert from "node:assert/strict";
import { test } from "node:test";
import { House } from "../stage/house.mjs";
import { sidewaysScroll } from "../stage/layout.mjs";
import { askWithCode } from "../stage/petitioner.mjs";
import { cadre, reviewHead, reviewOfficer } from "../stage/people.mjs";
import { deniedPetition } from "../stage/petitions.mjs";

const SMALL = { javaScriptEnabled: false, viewport: { width: 360, height: 740 } };
const REASONS = "量的尺子不对，请县里派人重新丈量，按实际面积补。";

test("a review: asked for without a script, decided by others, read on the phone", async (t) => {
  const house = await House.open(t);
  const { id, code } = await deniedPetition(house, "青苗补偿面积量少了");
  const phone = await (await house.context(SMALL)).newPage();
  const office = await house.desk(reviewOfficer);

  await t.test("the petitioner asks for it on their own page", async () => {
    await askWithCode(phone, house.origin, code);
    await phone.getByRole("heading", { name: "对答复不服怎么办" }).waitFor();
    assert.equal(await sidewaysScroll(phone), 0);
    await phone.getByLabel("不服的理由和请求").fill(REASONS);
    await phone.getByRole("button", { name: "提交复查申请" }).click();
    await phone.getByRole("heading", { name: "复查 · 已申请，待受理" }).waitFor();
    assert.equal(await phone.getByRole("button", { name: "提交复查申请" }).count(), 0, "one request at a time");
  });

  await t.test("the review office takes it, and its clock runs", async () => {
    await office.openPetition(id);
    await office.petition.getByText(REASONS).first().waitFor();
    await office.step("受理复查复核申请");
    await office.form.getByLabel("承办人").selectOption({ label: reviewOfficer.name });
    await office.choose("告知书送达方式", "当面");
    await office.send("确定受理复查复核申请");
  });

  await t.test("who answered takes no part in it", async () => {
    const field = await house.desk(cadre);
    await field.openPetition(id);
    const steps = await field.page.getByRole("navigation", { name: "下一步" }).getByRole("link").allTextContents();
    assert.ok(steps.every((step) => !step.includes("复查复核")), steps.join("、"));
  });

  await t.test("an opinion that changes the answer is drafted, signed and delivered", async () => {
    await office.openPetition(id);
    await office.step("拟复查复核意见");
    await office.choose("审查结果", "变更");
    await office.fill({ 查明的事实: "现场重新丈量，少算两分地。", 复查复核意见和理由: "按实际面积补差额。" });
    await office.form.getByRole("textbox", { name: "依据" }).first().fill("《信访工作条例》第三十五条");
    await office.form.getByRole("group", { name: "变更后对诉求 1 的意见" }).getByRole("radio", { name: "支持", exact: true }).check();
    await office.form.locator("#opinion0").fill("补两分地的青苗费。");
    await office.send("保存拟复查复核意见");
    const head = await house.desk(reviewHead);
    await head.openPetition(id);
    await head.step("签发复查复核意见");
    await head.form.getByText("补两分地的青苗费。").waitFor();
    await head.send("确定签发复查复核意见");
    await office.openPetition(id);
    await office.step("送达复查复核意见");
    await office.choose("送达方式", "当面");
    await office.send("确定送达复查复核意见");
  });

  await t.test("the phone shows the opinion and what may be done next", async () => {
    await phone.goto(`${house.origin}/item`);
    await phone.getByRole("heading", { name: "复查 · 意见已送达" }).waitFor();
    await phone.getByText("补两分地的青苗费。").waitFor();
    assert.equal(await sidewaysScroll(phone), 0);
    const levels = (await office.record(id)).reviews.levels;
    assert.equal(levels.length, 1);
    assert.equal(levels[0].request.reasons, REASONS);
    assert.match(levels[0].number, /〔\d{4}〕\d+号/);
  });
});
