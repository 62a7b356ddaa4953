// The public page on a small phone without JavaScript.

import assert from "node:assert/strict";
import { test } from "node:test";
import { House } from "../stage/house.mjs";
import { sidewaysScroll } from "../stage/layout.mjs";
import { askWithCode, printedCode } from "../stage/petitioner.mjs";
import { cadre, registrar } from "../stage/people.mjs";
import { acceptedPetition, signedByHead } from "../stage/petitions.mjs";

const SMALL = { javaScriptEnabled: false, viewport: { width: 320, height: 568 } };
const TITLE = "反映国道改线工程占用上柳村二组承包地青苗补偿标准与邻村不一致";
const LONG = "《中华人民共和国土地管理法》第四十八条、《实施条例》第三十二条及https://example.gov.cn/a/very/long/address/without/any/blank/2026/11/24";

test("the whole item is read on 320 pixels without a script", async (t) => {
  const house = await House.open(t);
  const id = await acceptedPetition(house, TITLE, { demands: ["按同一标准补偿", "公开补偿明细"] });
  const phone = await (await house.context(SMALL)).newPage();

  const window = await house.desk(registrar);
  await window.openPetition(id);
  const code = await printedCode(window);
  const narrow = async (where) => assert.equal(await sidewaysScroll(phone), 0, `${where} scrolls sideways`);

  await phone.goto(house.origin);
  await phone.getByRole("heading", { name: "您的事项办到哪一步了？" }).waitFor();
  await narrow("the query page");
  // However it is typed, it is the same code.
  await askWithCode(phone, house.origin, ` ${code.replaceAll("-", " ").toLowerCase()} `);
  await phone.getByText(/您的事项正在由柳溪镇办理，最迟 .*答复。/).waitFor();
  await narrow("an item in handling");
  assert.ok(!phone.url().includes(code.slice(0, 4)), "the code is in no address");

  const field = await house.desk(cadre);
  await field.openPetition(id);
  await field.writeDraft("查明两村标准不同。", [
    { outcome: "支持", opinion: "补足差额。", basis: LONG },
    { outcome: "支持", opinion: "明细已张榜。" },
  ]);
  await field.send("保存拟处理意见");
  await signedByHead(house, id);
  await field.stands("待送达");
  await field.step("送达");
  await field.choose("送达方式", "邮寄");
  await field.fill({ "挂号、EMS 单号": "XA26030900151" });
  await field.send("确定送达");

  await phone.goto(`${house.origin}/item`);
  await phone.getByText(/柳溪镇已于 .*答复您/).waitFor();
  await narrow("an answered item");

  await t.test("a rating without a choice keeps what was typed", async () => {
    await phone.getByLabel("还想说的话").fill("</textarea><b>差额</b>已到账");
    await phone.getByRole("group", { name: "信访局" }).getByRole("radio", { name: "满意", exact: true }).check();
    // The browser's own check would hold the form back; an old phone has none.
    await phone.locator("form[action='/item/rating']").evaluate((form) => form.setAttribute("novalidate", ""));
    await phone.getByRole("button", { name: "提交评价" }).click();
    await phone.getByText("还没有提交").waitFor();
    assert.equal(await phone.getByLabel("还想说的话").inputValue(), "</textarea><b>差额</b>已到账");
    await narrow("a rating that was not taken");
    await phone.getByRole("group", { name: "柳溪镇" }).getByRole("radio", { name: "不满意" }).check();
    await phone.getByRole("button", { name: "提交评价" }).click();
    await phone.getByRole("heading", { name: "谢谢您的评价" }).waitFor();
    await narrow("the thanks");
  });

  await t.test("whoever leaves leaves nothing on the phone", async () => {
    await phone.goto(`${house.origin}/item`);
    await phone.getByRole("button", { name: "看完了，退出" }).click();
    await phone.goto(`${house.origin}/item`);
    await phone.getByLabel("查询码").waitFor();
    assert.equal(await phone.getByText(TITLE).count(), 0);
  });

  await t.test("every code that leads nowhere is answered alike", async () => {
    const wrong = code.slice(0, -1) + (code.endsWith("2") ? "3" : "2");
    const answers = [];
    for (const typed of ["2222-3333-4444", wrong, "x", "六六六六", "<script>alert(1)</script>", "' OR 1=1 --", "A".repeat(64)]) {
      await phone.goto(house.origin);
      await phone.getByLabel("查询码").fill(typed);
      const [answer] = await Promise.all([
        phone.waitForResponse((given) => given.request().method() === "POST"),
        phone.getByRole("button", { name: "查询" }).click(),
      ]);
      await phone.getByRole("heading", { name: "没有查到" }).waitFor();
      answers.push(JSON.stringify([answer.status(), await phone.content(), phone.url()]));
    }
    assert.equal(new Set(answers).size, 1, "one and the same page");
    await narrow("the page of a code that leads nowhere");
    await askWithCode(phone, house.origin, code);
    await phone.getByRole("heading", { name: "您的信访事项" }).waitFor();
  });

  await t.test("guessing is held back with a sentence", async () => {
    const guessUntilHeld = async () => {
      for (let guess = 0; guess < 100; guess += 1) {
        await askWithCode(phone, house.origin, `2222-3333-${4000 + guess}`);
        await phone.getByRole("heading", { name: /没有查到|查询的人太多/ }).waitFor();
        if (await phone.getByText(/请等 \d+ 秒再查/).isVisible()) return;
      }
      assert.fail("a hundred guesses in a row are all answered");
    };
    // A place frees itself every two seconds: on a slow machine the right code may come just then, but not each time.
    let waits = false;
    for (let round = 0; round < 5 && !waits; round += 1) {
      await guessUntilHeld();
      await narrow("the page of too many queries");
      await askWithCode(phone, house.origin, code);
      waits = (await phone.getByText(TITLE).count()) === 0;
    }
    assert.ok(waits, "the right code waits like a wrong one");
  });

  await t.test("the measure of sideways scrolling does notice", async () => {
    await phone.evaluate(() => {
      const wide = document.createElement("div");
      wide.style.width = "400px";
      wide.textContent = "宽";
      document.querySelector("main").append(wide);
    });
    assert.ok((await sidewaysScroll(phone)) > 0);
  });
});
