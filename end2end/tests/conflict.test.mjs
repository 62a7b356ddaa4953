// Two officers decide differently while neither can hear of the other.

import assert from "node:assert/strict";
import { test } from "node:test";
import { House } from "../stage/house.mjs";
import { cadre, landsHandler, otherCadre } from "../stage/people.mjs";
import { acceptedPetition, sentPetition } from "../stage/petitions.mjs";

const REASON = "反映的是林权纠纷，应由林业部门裁决。";
const WHOSE = "县林业局，地址柳溪路 8 号";

const LET_GO = "老范已受理，按他的办。";

/** Opens the petition on both devices and takes both off the network. */
async function apart(house, id) {
  const one = await house.desk(cadre);
  const other = await house.desk(otherCadre);
  for (const desk of [one, other]) {
    await desk.openPetition(id);
    await desk.keptForOffline();
    await desk.context.setOffline(true);
  }
  return [one, other];
}

/** The card of returned work with this heading. */
const card = (desk, name) => desk.page.locator(".came-back .card").filter({ has: desk.page.getByRole("heading", { name }) });

test("one accepts, the other declines: one stands, the other comes back whole", async (t) => {
  const house = await House.open(t);
  const id = await sentPetition(house, "两户林地界址不清");
  const [one, other] = await apart(house, id);

  await one.accept();
  await one.chipReads("离线，1 条已存本机");
  await one.stands("办理中");
  await other.step("不予受理");
  await other.fill({ 理由: REASON, "该由谁办、到哪里去": WHOSE });
  await other.choose("告知书送达方式", "邮寄");
  await other.save("确定不予受理");
  await other.stands("不予受理");

  await one.context.setOffline(false);
  await one.settled();
  await other.context.setOffline(false);
  await other.chipReads("1 条退回");
  await other.stands("办理中");
  assert.equal((await other.record(id)).state, "Accepted");

  await other.chip.click();
  const back = other.page.locator(".came-back");
  await back.getByText("这件现在是“办理中”，不能不予受理。").waitFor();
  const mine = await card(other, "我写的").innerText();
  for (const words of [REASON, WHOSE, "邮寄"]) assert.ok(mine.includes(words), words);
  const theirs = await card(other, "局里现在的").innerText();
  assert.ok(theirs.includes("范小军"), "who decided at the bureau");

  await t.test("returned work outlives a reload", async () => {
    await other.reload();
    await card(other, "我写的").getByText(REASON).waitFor();
    await other.chipReads("1 条退回");
  });

  await t.test("letting it go needs a reason and is on record", async () => {
    await back.getByText("放弃", { exact: true }).click();
    await back.getByRole("button", { name: "确定放弃" }).click();
    await back.getByText("请填写为什么放弃").waitFor();
    await back.getByLabel("为什么放弃").fill(LET_GO);
    assert.ok(!house.bureau.keeps(LET_GO));
    await back.getByRole("button", { name: "确定放弃" }).click();
    await other.page.getByText("没有退回的。").waitFor();
    await other.settled();
    await other.reload();
    await other.page.getByText("没有退回的。").waitFor();

    assert.ok(house.bureau.keeps(LET_GO), "the bureau has the reason on record");
  });
});

test("two drafts: the second author decides over both, with both people's words", async (t) => {
  const house = await House.open(t);
  const id = await acceptedPetition(house, "灌溉渠分水不公");
  const [one, other] = await apart(house, id);
  const findings = ["现场量得上段口径 40 厘米。", "走访七户，五户说上段放水早。"];
  const opinions = ["按口径调整闸门。", "按时间轮流放水。"];

  await one.writeDraft(findings[0], [{ outcome: "支持", opinion: opinions[0] }]);
  await one.save("保存拟处理意见");
  await other.writeDraft(findings[1], [{ outcome: "支持", opinion: opinions[1] }]);
  await other.save("保存拟处理意见");

  await one.context.setOffline(false);
  await one.settled();
  await other.context.setOffline(false);
  await other.chipReads("1 条退回");
  await other.chip.click();
  await other.page.getByText("别人已经写了新的一稿").waitFor();
  for (const nth of [0, 1]) {
    const [name, whose] = nth === 0 ? ["局里现在的", "theirs"] : ["我写的", "mine"];
    const shown = await card(other, name).innerText();
    assert.ok(shown.includes(findings[nth]) && shown.includes(opinions[nth]), `${whose}: ${shown}`);
  }

  await other.page.getByRole("button", { name: "用合在一起的重新办理" }).click();
  await other.form.waitFor();
  const together = await other.form.getByLabel("查明的事实").inputValue();
  for (const words of findings) assert.ok(together.includes(words), `both findings are in the form: ${together}`);
  await other.send("保存拟处理意见");
  await other.goTo("/desk/returned");
  await other.page.getByText("没有退回的。").waitFor();

  const record = await one.record(id);
  assert.equal(record.drafts.length, 2);
  const last = record.drafts[1];
  for (const words of findings) assert.ok(last.findings.includes(words));
  for (const words of opinions) assert.ok(last.answers[0].opinion.includes(words));
  await one.openPetition(id);
  await one.petition.getByText(findings[1]).first().waitFor();
});

test("returned work handed to a colleague lies in their tray with every word, and they redo it", async (t) => {
  const house = await House.open(t);
  const id = await acceptedPetition(house, "田埂被推平");
  const [one, other] = await apart(house, id);
  const [first, second] = ["丈量得田埂原宽 60 厘米。", "四邻都说田埂是去年推平的。"];
  const opinion = "恢复田埂，按原宽。";
  await one.writeDraft(first, [{ outcome: "支持", opinion: "先量后定。" }]);
  await one.save("保存拟处理意见");
  await other.writeDraft(second, [{ outcome: "支持", opinion }]);
  await other.save("保存拟处理意见");
  await one.context.setOffline(false);
  await one.settled();
  await other.context.setOffline(false);
  await other.chipReads("1 条退回");

  await other.chip.click();
  const back = other.page.locator(".came-back");
  await back.getByText("交给同事", { exact: true }).click();
  await back.getByRole("button", { name: "确定交给" }).click();
  await back.getByText("请填写交给谁").waitFor();
  const names = await back.getByLabel("交给谁").locator("option").allInnerTexts();
  assert.ok(names.includes(cadre.name) && !names.includes(otherCadre.name), `${names}: a colleague, not oneself`);
  assert.ok(!names.includes(landsHandler.name), `${names}: nobody of another unit`);
  await back.getByLabel("交给谁").selectOption({ label: cadre.name });
  await back.getByRole("button", { name: "确定交给" }).click();
  await other.page.getByText("没有退回的。").waitFor();
  await other.settled();

  await one.goTo("/desk/saved");
  await one.page.getByRole("button", { name: "现在就送" }).click();
  await one.chipReads("1 条退回");
  await one.chip.click();
  const theirs = await card(one, "我写的").innerText();
  for (const words of [second, opinion, "支持", "《信访工作条例》第三十二条"]) assert.ok(theirs.includes(words), `${words}: ${theirs}`);
  await one.page.getByRole("button", { name: "用我写的重新办理" }).click();
  await one.form.waitFor();
  assert.equal(await one.form.getByLabel("查明的事实").inputValue(), second);
  await one.send("保存拟处理意见");
  await one.goTo("/desk/returned");
  await one.page.getByText("没有退回的。").waitFor();
  const { drafts } = await one.record(id);
  assert.deepEqual(drafts.map((draft) => draft.findings), [first, second]);
  await other.reload();
  await other.page.getByText("没有退回的。").waitFor();
});
