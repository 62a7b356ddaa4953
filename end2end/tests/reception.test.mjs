// The reception desk: somebody tells, is interrupted, goes on without a network; the form suggests and chooses nothing.

import assert from "node:assert/strict";
import { test } from "node:test";
import { House } from "../stage/house.mjs";
import { registrar } from "../stage/people.mjs";

const TITLE = "工地拖欠工资，过年没法回家";
const TEXT = "县城安置房工地拖欠我们十二个农民工去年的工资，请求解决。";

/** What stands in the class field. */
const theClass = (desk) => desk.form.getByLabel("内容分类").inputValue();
const offers = (desk) => desk.form.getByRole("group", { name: "从文字看可能是" }).getByRole("button");
/** Purposes that are chosen. */
const chosen = (desk) => desk.form.getByRole("group", { name: "信访目的" }).locator("input:checked").count();

test("a reception is stopped, gone on with offline, and registered", async (t) => {
  const house = await House.open(t);
  const desk = await house.desk(registrar);
  await desk.keptForOffline();

  await t.test("what the text reads like is offered and nothing is chosen until it is tapped", async () => {
    await desk.goTo("/desk/register");
    await desk.form.waitFor();
    await desk.fill({ 标题: TITLE, 反映的内容: TEXT });
    const ofWages = offers(desk).filter({ hasText: "劳动和社会保障" });
    await ofWages.waitFor();
    assert.equal(await theClass(desk), "", "no class is filled in");
    assert.equal(await chosen(desk), 0, "no purpose is chosen");
    await ofWages.click();
    assert.match(await theClass(desk), /^劳动和社会保障/);
    assert.equal(await chosen(desk), 0, "one offer taken takes no other");
    await offers(desk).filter({ hasText: "目的：求决" }).click();
    assert.equal(await chosen(desk), 1);
  });

  await t.test("stopped, and the window is free", async () => {
    await desk.fillPerson({});
    await desk.form.getByRole("button", { name: "先停下，稍后接着办" }).click();
    await desk.page.getByRole("heading", { name: /接待中/ }).waitFor();
  });

  await t.test("gone on with and registered without a network", async () => {
    house.network.cut();
    await desk.page.getByRole("link", { name: "接着办" }).click();
    await desk.form.waitFor();
    assert.equal(await desk.form.getByLabel("反映的内容").inputValue(), TEXT);
    await desk.choose("来源", "来访");
    await desk.form.getByLabel("诉求 1").fill("付清工资");
    await offers(desk).filter({ hasText: "劳动和社会保障" }).waitFor();
    await desk.form.getByRole("button", { name: "确定登记", exact: true }).click();
    await desk.petition.getByRole("heading", { name: TITLE }).waitFor();
    await desk.chipReads("离线");
  });

  await t.test("the bureau has it when the network is back", async () => {
    const id = desk.petitionId();
    house.network.mend();
    await desk.settled();
    const { registration } = await desk.record(id);
    assert.equal(registration.title, TITLE);
    assert.match(registration.class, /^劳动和社会保障/);
  });
});
