// 件次, 批次 and 人次 of what is listed, over a period; and the list narrowed to what warns: by keyboard, by fingers,
// and without a network.

import assert from "node:assert/strict";
import { test } from "node:test";
import { PHONE } from "../stage/chromium.mjs";
import { House } from "../stage/house.mjs";
import { bureauOfficer, registrar } from "../stage/people.mjs";

const LIST = "/desk/petitions";
const GROUP = { title: "十二户一起来问修路补偿", text: "修路占了菜地，补偿款一年没有到账。", demands: ["把补偿款发下来"] };
const TALLY = /共 (\d+) 件次(?:；来访 (\d+) 批次、(\d+) 人次(?:，其中集体访 (\d+) 批次、(\d+) 人次)?)?(?:；联名信 (\d+) 件次、(\d+) 人次)?/;

const counted = (desk) => desk.page.locator(".counted [role=status]");
const filter = (desk, name) => desk.page.getByRole("group", { name: "筛选" }).getByRole("combobox", { name });

/** Waits for a tally and reads it. */
async function tally(desk) {
  const told = await counted(desk).filter({ hasText: "件次" }).innerText();
  const [, items, visits = 0, people = 0, groups = 0, inGroups = 0, letters = 0, signatures = 0] = TALLY.exec(told) ?? assert.fail(told);
  return Object.fromEntries(Object.entries({ items, visits, people, groups, inGroups, letters, signatures }).map(([name, n]) => [name, Number(n)]));
}

/** Narrows the list, and waits for what it then holds to be counted. */
async function narrow(desk, name, label) {
  const answered = desk.page.waitForResponse((answer) => answer.url().endsWith("/api/v1/tally"));
  await filter(desk, name).selectOption({ label });
  await (await answered).finished();
  return tally(desk);
}

test("what came this month is told in 件次, 批次 and 人次", async (t) => {
  const house = await House.open(t, { petitions: 300 });
  const desk = await house.desk(registrar);
  await desk.goTo(LIST);
  const all = await tally(desk);
  assert.ok(all.visits > all.groups && all.groups > 0 && all.letters > 0, JSON.stringify(all));
  const ofVisits = await narrow(desk, "来源", "来源是 来访");
  assert.deepEqual(ofVisits, { ...all, items: all.visits, letters: 0, signatures: 0 }, "each visit is an item, and no letter is among them");
  const before = await narrow(desk, "登记时间", "本月登记");
  assert.ok(before.items < ofVisits.items);

  await t.test("twelve people come together", async () => {
    await desk.goTo("/desk/register");
    await desk.form.waitFor();
    await desk.choose("来源", "来访");
    await desk.choose("信访目的", "求决");
    await desk.fillPerson({});
    await desk.form.getByRole("textbox", { name: "人数" }).fill("12");
    await desk.fill({ 标题: GROUP.title, 反映的内容: GROUP.text, "诉求 1": GROUP.demands[0] });
    await desk.form.getByLabel("涉及村（社区）").selectOption({ label: "上柳村" });
    await desk.form.getByText("按集体访统计").waitFor();
    await desk.form.getByRole("button", { name: "确定登记", exact: true }).click();
    await desk.page.waitForURL(/petitions\//);
    await desk.settled();
    await desk.goTo(LIST);
    await narrow(desk, "来源", "来源是 来访");
    const after = await narrow(desk, "登记时间", "本月登记");
    const more = Object.fromEntries(Object.keys(after).map((name) => [name, after[name] - before[name]]));
    assert.deepEqual(more, { items: 1, visits: 1, people: 12, groups: 1, inGroups: 12, letters: 0, signatures: 0 });
  });

  await t.test("how it is counted is told, by keyboard", async () => {
    await desk.page.locator(".counted summary").focus();
    await desk.page.keyboard.press("Enter");
    await desk.page.getByText("5 人以上（含 5 人，县里规定）").waitFor();
  });

  await t.test("from one day to another, typed", async () => {
    const today = new Date(Date.now() + 8 * 3600e3).toISOString().slice(0, 10);
    await filter(desk, "登记时间").selectOption({ label: "自选起止日期" });
    const from = desk.page.getByLabel("登记从");
    const to = desk.page.getByLabel("到（含当天）");
    assert.equal(await from.inputValue(), `${today.slice(0, 7)}-01`, "the days chosen before stand there to begin with");
    const answered = desk.page.waitForResponse((answer) => answer.url().endsWith("/api/v1/tally"));
    await from.fill(today);
    await from.press("Tab");
    await (await answered).finished();
    await desk.page.getByRole("link", { name: GROUP.title }).waitFor();
    const ofToday = await tally(desk);
    await to.fill("2020-01-01");
    await to.press("Tab");
    await desk.page.getByText("结束日期早于开始日期").waitFor();
    assert.deepEqual(await tally(desk), ofToday, "what cannot be meant is not asked");
  });

  await t.test("another officer counts the same over everything", async () => {
    const other = await house.desk(bureauOfficer);
    await other.goTo(LIST);
    const now = await tally(other);
    assert.equal(now.items, all.items + 1);
    assert.equal(now.people, all.people + 12);
  });
});

test("the list is narrowed to what warns, with a network and without", async (t) => {
  const house = await House.open(t, { petitions: 300 });
  const desk = await house.desk(bureauOfficer, { viewport: PHONE, hasTouch: true });
  await desk.keptForOffline();
  await desk.goTo(LIST);
  const rows = desk.page.locator(".list .rows .item");
  const all = await tally(desk);
  const levels = ["已超期", "最后警示及以上", "催办及以上", "再次提醒及以上", "首次提醒及以上"];
  const found = [];
  for (const level of levels) found.push((await narrow(desk, "期限", level)).items);
  assert.ok(found[0] > 0 && found.every((items, nth) => nth === 0 || items >= found[nth - 1]), `milder ones hold the graver: ${found}`);
  assert.ok(found.at(-1) < all.items);

  await t.test("each row says what it gives", async () => {
    await narrow(desk, "期限", "催办及以上");
    await rows.first().waitFor();
    for (const row of await rows.all()) assert.match(await row.innerText(), /已超期|催办|最后警示/);
    await narrow(desk, "期限", "已超期");
    for (const row of await rows.all()) assert.match(await row.innerText(), /已超期/);
  });

  await t.test("without a network the device counts what it holds, and says so", async () => {
    const ask = (label) => filter(desk, "期限").selectOption({ label });
    house.network.cut();
    await desk.chipReads("离线");
    await ask("催办及以上");
    await desk.page.getByText("没有网络：只在本机存的").waitFor();
    await counted(desk).filter({ hasText: "只数了本机存的" }).waitFor();
    const held = await tally(desk);
    assert.ok(held.items > 0);
    await rows.first().waitFor();
    for (const row of await rows.all()) assert.match(await row.innerText(), /已超期|催办|最后警示/);
    await ask("已超期");
    await desk.page.waitForFunction((before) => !document.querySelector(".counted").innerText.includes(before), `共 ${held.items} 件次`);
    assert.ok((await tally(desk)).items < held.items);
    await desk.page.getByRole("button", { name: "清除筛选" }).click();
    await filter(desk, "登记时间").selectOption({ label: "今年登记" });
    await counted(desk).filter({ hasText: "只数了本机存的" }).waitFor();
  });
});
