// Screens for everybody: no finding of axe-core, the keyboard alone, text at 200 %.

import assert from "node:assert/strict";
import { test } from "node:test";
import { axeFinds } from "../stage/axe.mjs";
import { PASSWORD } from "../stage/bureau.mjs";
import { PHONE } from "../stage/chromium.mjs";
import { CODE } from "../stage/desk.mjs";
import { House } from "../stage/house.mjs";
import { sidewaysScroll } from "../stage/layout.mjs";
import { bureauOfficer } from "../stage/people.mjs";
import { allScreens } from "../stage/screens.mjs";

/** As many CSS pixels as a laptop has left when its text is twice as large. */
const TWICE_AS_LARGE = { width: 640, height: 400 };

test("axe-core finds nothing on any screen, and none scrolls sideways", async (t) => {
  const house = await House.open(t);
  const { screens } = await allScreens(house);
  for (const { name, page, show } of screens) {
    await t.test(name, async () => {
      await show();
      const found = [];
      for (const colorScheme of ["light", "dark"]) {
        await page.emulateMedia({ colorScheme });
        found.push(...(await axeFinds(page)).map((line) => `${colorScheme} ${line}`));
      }
      const before = page.viewportSize();
      for (const size of [TWICE_AS_LARGE, PHONE]) {
        await page.setViewportSize(size);
        const aside = await sidewaysScroll(page);
        if (aside > 0) found.push(`${size.width} pixels wide it scrolls sideways by ${aside}`);
      }
      await page.emulateMedia({ colorScheme: "dark" });
      found.push(...(await axeFinds(page)).map((line) => `phone ${line}`));
      await page.setViewportSize(before);
      assert.deepEqual(found, []);
    });
  }

  await t.test("axe-core does notice", async () => {
    const { page } = screens[0];
    await page.evaluate(() => {
      const pale = document.createElement("p");
      pale.textContent = "看不清的字";
      Object.assign(pale.style, { color: "#eee", background: "#fff" });
      document.querySelector("main").append(pale, document.createElement("input"));
    });
    const found = await axeFinds(page);
    assert.ok(found.some((line) => line.startsWith("label")), found.join("\n"));
    assert.ok(found.some((line) => line.startsWith("color-contrast")));
  });
});

test("text twice as large stays readable", async (t) => {
  const house = await House.open(t);
  const desk = await house.desk(bureauOfficer);
  for (const place of ["/desk", "/desk/petitions", "/desk/register"]) {
    await desk.goTo(place);
    await desk.settled();
    const before = await desk.page.locator("main").evaluate((main) => Number.parseFloat(getComputedStyle(main).fontSize));
    await desk.page.evaluate(() => document.documentElement.style.setProperty("font-size", "200%", "important"));
    const after = await desk.page.locator("main").evaluate((main) => Number.parseFloat(getComputedStyle(main).fontSize));
    assert.ok(after > before * 1.5, `${place}: text follows the reader's size (${before} → ${after})`);
    assert.equal(await sidewaysScroll(desk.page), 0, place);
    const cut = await desk.page.evaluate(() =>
      [...document.querySelectorAll("main :is(h1,h2,h3,p,a,button,label,legend,dt,dd,span)")]
        .filter((element) => element.childElementCount === 0 && element.offsetParent && !element.closest(".aloud"))
        .filter((element) => getComputedStyle(element).overflow === "hidden" && element.scrollWidth > element.clientWidth + 1)
        .map((element) => element.textContent),
    );
    assert.deepEqual(cut, [], `${place}: no words are cut off`);
  }
});

test("the keyboard alone goes along the list, into a petition and back", async (t) => {
  const house = await House.open(t);
  const desk = await house.desk(bureauOfficer);
  const { page } = desk;
  const { keyboard } = page;
  const focused = () => page.evaluate(() => document.activeElement?.textContent ?? "");
  await desk.goTo("/desk/petitions");
  const rows = page.locator(".list .item");
  await rows.nth(2).waitFor();
  const texts = await rows.allTextContents();

  await keyboard.press("j");
  assert.equal(await focused(), texts[0]);
  await keyboard.press("j");
  assert.equal(await focused(), texts[1]);
  await keyboard.press("k");
  assert.equal(await focused(), texts[0]);
  await keyboard.press("j");
  await keyboard.press("Enter");
  await desk.petition.getByRole("heading", { level: 1 }).waitFor();
  const opened = await desk.petition.getByRole("heading", { level: 1 }).innerText();
  assert.ok(texts[1].includes(opened));
  await keyboard.press("Escape");
  await page.getByText("从列表里选一件").waitFor();

  await keyboard.press("?");
  await page.getByRole("dialog", { name: "快捷键和说明" }).waitFor();
  assert.equal(await focused(), "关闭", "the dialog takes the focus");
  await keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });

  await keyboard.press("/");
  assert.equal(await page.evaluate(() => document.activeElement?.id), "search");
  await keyboard.type("jk?");
  assert.equal(await page.getByRole("searchbox").inputValue(), "jk?", "keys do not act while one types");
  assert.equal(await page.getByRole("dialog").count(), 0);

  await t.test("the first stop leads past the places to the content", async () => {
    await desk.goTo("/desk");
    await desk.settled();
    await keyboard.press("Tab");
    assert.equal(await focused(), "跳到正文");
    await keyboard.press("Enter");
    assert.equal(await page.evaluate(() => document.activeElement?.id), "main");
  });
});

test("one signs in without a mouse", async (t) => {
  const house = await House.open(t);
  const page = await (await house.context()).newPage();
  await page.goto(`${house.origin}/desk`);
  await page.getByLabel("账号").waitFor();
  const reach = async (id) => {
    for (let stops = 0; stops < 10; stops += 1) {
      if ((await page.evaluate(() => document.activeElement?.id)) === id) return;
      await page.keyboard.press("Tab");
    }
    assert.fail(`${id} is not reached with the Tab key`);
  };
  await reach("account");
  await page.keyboard.type(bureauOfficer.account);
  await reach("password");
  await page.keyboard.type(PASSWORD);
  await page.keyboard.press("Enter");
  await page.locator("#code-again").waitFor();
  await reach("code");
  await page.keyboard.type(CODE);
  await reach("code-again");
  await page.keyboard.type(CODE);
  await page.keyboard.press("Enter");
  await page.locator("#saved").waitFor();
  await page.keyboard.press("Alt+l");
  await page.locator("#code").waitFor();
  await reach("code");
  await page.keyboard.type(CODE);
  await page.keyboard.press("Enter");
  await page.locator("#saved").waitFor();
});
