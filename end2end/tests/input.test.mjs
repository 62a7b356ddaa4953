// What people paste and mistype: long, rare, hostile, impossible.

import assert from "node:assert/strict";
import { test } from "node:test";
import { House } from "../stage/house.mjs";
import { askWithCode, printedCode } from "../stage/petitioner.mjs";
import { registrar } from "../stage/people.mjs";

/** The most characters of a text (domain/src/petition/mod.rs), and a text of them in which every one counts as one. */
const TEXT_LIMIT = 10_000;
const LONG = "水𠮷😀管".repeat(TEXT_LIMIT / 4);
const attack = (nth) => `<script>window.stolen=${nth}</script><img src=x onerror="window.stolen=${nth}">{{7*7}}&amp;"'𠮷😀`;

/** Opens the registration form and fills what every registration has. */
async function begin(house, choices) {
  const window = await house.desk(registrar, choices);
  await window.goTo("/desk/register");
  await window.form.waitFor();
  await window.choose("来源", "来信");
  await window.choose("信访目的", "求决");
  return window;
}

/** The sentence under the field with this label. */
const trouble = (desk, label) => desk.form.locator(".field.bad").filter({ has: desk.page.getByLabel(label) }).locator(".wrong");

const register = (desk) => desk.form.getByRole("button", { name: "确定登记", exact: true }).click();

test("ten thousand characters are kept, one more is told and not lost", async (t) => {
  const house = await House.open(t);
  const window = await begin(house);
  await window.fillPerson({});
  await window.fill({ 标题: "很长的信", "诉求 1": LONG, 反映的内容: `${LONG}尾` });
  await register(window);
  await trouble(window, "反映的内容").getByText("最多 10000 字").waitFor();
  await window.form.getByRole("alert").getByRole("link", { name: /反映的内容/ }).waitFor();
  assert.equal(await window.form.getByLabel("反映的内容").inputValue(), `${LONG}尾`, "the field keeps every character");
  await window.form.getByText(/草稿已存/).waitFor();
  await window.reload();
  await window.form.waitFor();
  assert.equal(await window.form.getByLabel("反映的内容").inputValue(), `${LONG}尾`, "and so does the draft");

  await window.fill({ 反映的内容: LONG });
  await register(window);
  await window.page.waitForURL(/petitions\//);
  await window.settled();
  const record = await window.record(window.petitionId());
  assert.equal(record.registration.text, LONG);
  assert.equal(record.registration.demands[0], LONG);
});

test("a script in any field is text", async (t) => {
  const house = await House.open(t);
  const window = await begin(house);
  const labels = ["标题", "反映的内容", "诉求 1", "姓名", "身份证号", "电话", "住址", "发生地点", "内容分类", "哪个系统给的编号"];
  const typed = Object.fromEntries(labels.map((label, nth) => [label, attack(nth)]));
  await window.form.getByRole("button", { name: "添加其他系统的编号" }).click();
  await window.fill(typed);
  // A number is short.
  await window.form.getByLabel("编号", { exact: true }).fill("<script>stolen=10</script>");
  await window.form.getByText(/草稿已存/).waitFor();
  await window.reload();
  await window.form.waitFor();
  for (const [label, text] of Object.entries(typed)) {
    assert.equal(await window.form.getByLabel(label).inputValue(), text, `${label} after a reload`);
  }
  await register(window);
  await window.page.waitForURL(/petitions\//);
  await window.settled();
  const id = window.petitionId();
  const shown = await window.petition.innerText();
  // A class is shown with air around its strokes, an ID number with a capital X.
  typed["身份证号"] = typed["身份证号"].toUpperCase();
  typed["内容分类"] = typed["内容分类"].replaceAll("/", " / ");
  for (const [label, text] of Object.entries(typed)) assert.ok(shown.includes(text), `${label} is shown as it was typed: ${text}`);
  const code = await printedCode(window);

  const unharmed = async (page, where) => {
    assert.equal(await page.evaluate(() => window.stolen), undefined, `a script ran on ${where}`);
    assert.equal(await page.locator("img[src=x]").count(), 0, `markup became an element on ${where}`);
  };
  await unharmed(window.page, "the petition");
  await window.goTo("/desk/petitions");
  await window.page.locator(".item", { hasText: "<script>" }).waitFor();
  await unharmed(window.page, "the list");
  assert.equal(await window.hits("stolen=0"), 1, "and is found as text");
  await window.goTo(`/desk/receipt/${id}`);
  await window.page.getByText("<script>").first().waitFor();
  await unharmed(window.page, "the receipt");

  const outside = await house.context();
  const page = await outside.newPage();
  await askWithCode(page, house.origin, code);
  await page.getByText(typed["标题"]).waitFor();
  await unharmed(page, "the public page");
  assert.deepEqual(window.seen.violations, [], "nothing was even tried");
});

test("an ID number with a wrong check digit warns and does not bar", async (t) => {
  const house = await House.open(t);
  const window = await begin(house);
  await window.fill({ 标题: "核对身份证号", 反映的内容: "如题。", "诉求 1": "核对" });
  await window.fillPerson({ id: "999901198001010018" });
  const told = window.form.getByText(/生，|号码里的|校验不对|应是 18 位/);
  const reading = await told.innerText();
  assert.match(reading, /校验不对|1980 年 1 月 1 日出生/);
  const wrong = reading.includes("校验不对") ? "999901198001010018" : "999901198001010019";
  await window.fillPerson({ id: wrong });
  await window.form.getByText("最后一位校验不对").waitFor();
  await window.fillPerson({ id: "999901198013010018" });
  await window.form.getByText("出生日期不存在").waitFor();
  await window.fillPerson({ id: wrong });
  await register(window);
  await window.page.waitForURL(/petitions\//);
  await window.settled();
  assert.equal((await window.record(window.petitionId())).registration.petitioners[0].id_number, wrong);
});

test("a date that does not exist or lies ahead is told, and nothing is lost", async (t) => {
  const house = await House.open(t);
  // The parts of a date field stand in the browser's own order, which a pretended language does not change.
  const window = await begin(house, { locale: undefined });
  await window.fillPerson({});
  await window.fill({ 标题: "日期", 反映的内容: "三月里的事。", "诉求 1": "答复" });
  const received = window.form.getByLabel("收到日期");
  // 30 February, digit by digit.
  await received.fill("");
  await received.focus();
  const order = await window.page.evaluate(() =>
    new Intl.DateTimeFormat(navigator.language).formatToParts(new Date(2026, 0, 2)).map((part) => part.type).filter((type) => type !== "literal"),
  );
  const digits = { year: "002026", month: "02", day: "30" };
  for (const part of order) await window.page.keyboard.type(digits[part]);
  await register(window);
  await trouble(window, "收到日期").getByText(/日期不对|请填写/).waitFor();
  assert.equal(await window.form.getByLabel("标题").inputValue(), "日期");

  await received.fill("2999-01-01");
  await register(window);
  await trouble(window, "收到日期").getByText("不能晚于今天").waitFor();

  await received.fill("2026-03-01");
  await register(window);
  await trouble(window, "补录原因").waitFor();
  await window.fill({ 补录原因: "邮路耽误" });
  await register(window);
  await window.page.waitForURL(/petitions\//);
  await window.settled();
  assert.equal((await window.record(window.petitionId())).registration.late_reason, "邮路耽误");
});
