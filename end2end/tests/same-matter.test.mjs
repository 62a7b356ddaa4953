// The same matter: offered with the evidence side by side, linked into one thread or ruled out by a person.

import assert from "node:assert/strict";
import { test } from "node:test";
import { House } from "../stage/house.mjs";
import { registrar } from "../stage/people.mjs";

const FIRST = "屋后采石场放炮，墙体开裂";
const AGAIN = "采石场放炮震裂我家墙体，再次反映";
const OTHER = "申请老年人优待证";
const TEXT = "屋后采石场每天中午放炮，堂屋和厨房墙体裂了三道缝，去年找过村里，没有人来看。";
const LATER = "屋后采石场每天中午还在放炮，堂屋和厨房墙体裂了三道缝，又多了一道，一直没有人来看。";

const offers = (desk) => desk.page.locator("#same-matter section").filter({ hasText: "可能是同一件事" });
const offered = (desk, title) => offers(desk).locator("li.card").filter({ has: desk.page.getByRole("link", { name: title }) });
const thread = (desk) => desk.page.locator("#same-matter section").filter({ hasText: "这些件是同一件事" });

test("what may be the same matter is offered, and people decide", async (t) => {
  const house = await House.open(t);
  const desk = await house.desk(registrar);
  const first = await desk.register({ title: FIRST, text: TEXT, demands: ["停止放炮", "修好墙体"] });
  await desk.settled();
  const other = await desk.register({ title: OTHER, text: "满六十五岁，想办优待证，不知道要什么材料。", demands: ["告知怎么办"], person: { address: "柳溪镇上柳村三组" } });
  await desk.settled();

  await t.test("while it is registered the earlier item is offered, and nothing is decided there", async () => {
    await desk.goTo("/desk/register");
    await desk.form.waitFor();
    await desk.fillPerson({});
    await desk.fill({ 标题: AGAIN, 反映的内容: LATER });
    await desk.page.locator("section#same-matter li.card").getByRole("link", { name: FIRST }).waitFor();
    assert.equal(await desk.page.getByRole("button", { name: "是同一件，关联" }).count(), 0);
  });

  const again = await desk.register({ title: AGAIN, text: LATER, demands: ["停止放炮"] });
  await desk.settled();

  await t.test("the evidence stands beside it: the telephone, and the words that both share", async () => {
    const card = offered(desk, FIRST);
    await card.getByText("电话相同").waitFor();
    await card.getByText(/内容相近 \d+%/).waitFor();
    await card.getByText("对照内容（相同的字标出来）").click();
    const shared = await card.locator("mark").allTextContents();
    assert.ok(shared.some((words) => words.includes("采石场")), shared.join("｜"));
    const there = card.locator(".cards > .card").nth(1);
    assert.ok((await there.textContent()).includes(TEXT), "the other item's words are whole");
  });

  await t.test("linked by a person: one thread, seen from both items", async () => {
    await offered(desk, FIRST).getByRole("button", { name: "是同一件，关联" }).click();
    await thread(desk).getByRole("link", { name: FIRST }).waitFor();
    await desk.settled();
    assert.equal(await offered(desk, FIRST).count(), 0, "what is decided is not offered again");
    await desk.openPetition(first);
    await thread(desk).getByRole("link", { name: AGAIN }).waitFor();
    const [{ judgement }] = (await desk.record(again)).thread.judged;
    assert.equal(judgement.same, true);
    assert.equal(judgement.evidence.same_phone, true, "why is on record");
  });

  await t.test("ruled out by a person: not offered again", async () => {
    await desk.openPetition(other);
    const card = offered(desk, FIRST);
    await card.getByRole("button", { name: "不是同一件" }).click();
    await card.waitFor({ state: "detached" });
    await desk.settled();
    await desk.reload();
    await desk.petition.getByRole("heading", { name: OTHER }).waitFor();
    await offered(desk, AGAIN).waitFor();
    assert.equal(await offered(desk, FIRST).count(), 0);
    const [{ judgement }] = (await desk.record(other)).thread.judged;
    assert.equal(judgement.same, false);
  });

  await t.test("a link that was wrong is undone, and stays on record", async () => {
    await desk.openPetition(again);
    await thread(desk).getByRole("button", { name: "其实不是同一件，解除" }).click();
    await thread(desk).waitFor({ state: "detached" });
    await desk.settled();
    const { judged } = (await desk.record(again)).thread;
    assert.deepEqual(judged.map(({ judgement }) => judgement.same), [true, false]);
  });
});
