// After the answer: whoever is dissatisfied is heard by the head of the unit; a danger at the place is told.

import assert from "node:assert/strict";
import { test } from "node:test";
import { House } from "../stage/house.mjs";
import { askWithCode } from "../stage/petitioner.mjs";
import { cadre, otherCadre, townshipHead } from "../stage/people.mjs";
import { deniedPetition } from "../stage/petitions.mjs";

const COMMENT = "没有来量就答复了。";

test("a dissatisfied rating opens the matter again, for the head of the unit", async (t) => {
  const house = await House.open(t);
  const { id, code } = await deniedPetition(house, "青苗补偿没有实地丈量");
  const phone = await (await house.context({ javaScriptEnabled: false })).newPage();
  await askWithCode(phone, house.origin, code);
  await phone.getByRole("group", { name: "信访局" }).getByRole("radio", { name: "满意", exact: true }).check();
  await phone.getByRole("group", { name: "柳溪镇" }).getByRole("radio", { name: "不满意" }).check();
  await phone.getByLabel("还想说的话").fill(COMMENT);
  await phone.getByRole("button", { name: "提交评价" }).click();
  await phone.getByRole("heading", { name: "谢谢您的评价" }).waitFor();

  await t.test("the handler cannot settle it; the head reads what was said and looks again", async () => {
    const field = await house.desk(cadre);
    await field.openPetition(id);
    const steps = field.page.getByRole("navigation", { name: "下一步" });
    await steps.waitFor();
    assert.equal(await steps.getByRole("link", { name: "重新核查答复" }).count(), 0);
    const head = await house.desk(townshipHead);
    await head.openPetition(id);
    await head.step("重新核查答复");
    await head.form.getByText(COMMENT).waitFor();
    await head.fill({ 重新核查的情况: "和信访人一起到地里重新丈量。", "怎么答复、怎么改进": "面积有误，按实测补发；以后先到现场再答复。" });
    await head.send("确定重新核查答复");
    const { after } = await head.record(id);
    assert.equal(after.looks.length, 1);
  });
});

test("a danger at the place is shown to whoever goes there, with its last day", async (t) => {
  const house = await House.open(t);
  const { id } = await deniedPetition(house, "后山滑坡，进村的路断了");
  const writer = await house.desk(cadre);
  await writer.openPetition(id);
  await writer.step("安全提示");
  await writer.fill({ 危险情况: "后山还在掉石头，下雨天不要从老路进村。", "怎么办、找谁": "从河堤走；到了先打村里电话。" });
  const far = new Date(Date.now() + 40 * 24 * 3600 * 1000).toISOString().slice(0, 10);
  await writer.form.getByLabel("显示到哪天").fill(far);
  await writer.form.getByRole("button", { name: "保存安全提示", exact: true }).click();
  await writer.form.getByText(/安全提示最多显示到/).first().waitFor();
  const near = new Date(Date.now() + 10 * 24 * 3600 * 1000).toISOString().slice(0, 10);
  await writer.form.getByLabel("显示到哪天").fill(near);
  await writer.send("保存安全提示");

  const reader = await house.desk(otherCadre);
  await reader.openPetition(id);
  const note = reader.page.getByRole("note").filter({ hasText: "后山还在掉石头" });
  await note.waitFor();
  assert.match(await note.textContent(), new RegExp(`显示到哪天.*${Number(near.slice(8))}`));
  const { rights } = await reader.record(id);
  assert.equal(JSON.stringify(rights).includes(far), false, "the day beyond 30 was not taken");
});
