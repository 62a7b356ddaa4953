// The three administrators: they keep accounts and read the trail, and see no case.

import assert from "node:assert/strict";
import { test } from "node:test";
import { axeFinds } from "../stage/axe.mjs";
import { PASSWORD } from "../stage/bureau.mjs";
import { LAPTOP, PHONE, TABLET } from "../stage/chromium.mjs";
import { Desk } from "../stage/desk.mjs";
import { House } from "../stage/house.mjs";
import { sidewaysScroll } from "../stage/layout.mjs";
import { auditAdmin, cadre, securityAdmin, systemAdmin } from "../stage/people.mjs";

/** Lines the bureau gives at once. */
const PAGE = 100;

const CASE_PLACES = ["我的工作", "信访件", "登记", "退回"];

/** The links of the rail in sight. */
async function placesOf({ page }) {
  return page.getByRole("navigation", { name: "主要去处" }).getByRole("link").allInnerTexts();
}

/** Opens an account from the list by searching for its sign-in name. */
async function openAccount({ page }, person) {
  await page.getByRole("searchbox").fill(person.account);
  const row = page.getByRole("region", { name: "列表" }).getByRole("link", { name: person.name });
  await row.click();
  await page.getByRole("region", { name: "详情" }).getByRole("heading", { level: 1, name: person.name }).waitFor();
}

/** Tries the door with a password until the words appear. */
async function tries(page, person, password, words) {
  await page.getByLabel("账号").fill(person.account);
  await page.getByLabel("密码").fill(password);
  await page.getByRole("button", { name: "登录" }).click();
  await page.getByText(words).first().waitFor();
}

test("a forgotten password: reset by one administrator, unlocked by another, read in the trail by the third", async (t) => {
  const house = await House.open(t, { settings: { HUIYIN_SIGN_IN_FAILURES: "2" } });
  const system = await house.desk(systemAdmin);
  const { page } = system;

  await t.test("the first place is theirs, and no place of the petitions", async () => {
    await page.getByRole("region", { name: "列表" }).getByText(/共 \d+ 个账号/).waitFor();
    const places = await placesOf(system);
    assert.ok(places.some((name) => name.includes("账号")), places.join());
    for (const name of CASE_PLACES) assert.ok(!places.some((place) => place.includes(name)), name);
    for (const path of ["/desk/petitions", "/desk/register", "/desk/audit"]) {
      await system.goTo(path);
      await page.getByText("没有这个页面。").waitFor();
    }
    await page.getByRole("link", { name: "回到首页" }).click();
    await page.getByRole("searchbox").waitFor();
  });

  let oneTime;
  await t.test("the one-time password is asked for twice, shown once and gone after leaving", async () => {
    await openAccount(system, cadre);
    const detail = page.getByRole("region", { name: "详情" });
    await detail.getByRole("button", { name: "重置密码" }).click();
    await detail.getByRole("button", { name: "不办了" }).click();
    await detail.getByRole("button", { name: "重置密码" }).click();
    await detail.getByRole("button", { name: "确定重置" }).click();
    oneTime = await detail.locator("output").innerText();
    assert.match(oneTime, /^\S{12,}$/);
    await detail.getByText("还没换成自己的密码").waitFor();
    assert.equal(await detail.locator("output").innerText(), oneTime, "it stays while the facts change");
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"], { origin: house.origin });
    await detail.getByRole("button", { name: "复制" }).click();
    await detail.getByText("已复制。").waitFor();
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), oneTime);
    const kept = await page.evaluate(() => JSON.stringify({ ...localStorage }) + JSON.stringify({ ...sessionStorage }));
    assert.ok(!kept.includes(oneTime) && !page.url().includes(oneTime));
    await page.goBack();
    await openAccount(system, cadre);
    assert.equal(await page.getByText(oneTime).count(), 0);
    assert.equal(await detail.getByRole("button", { name: "解除锁定" }).count(), 0, "unlocking is another's");
  });

  const door = await (await house.context()).newPage();
  await t.test("the old password is over, and too many tries lock", async () => {
    await door.goto(`${house.origin}/desk`);
    await tries(door, cadre, PASSWORD, "账号或密码不对");
    await tries(door, cadre, PASSWORD, "连续输错次数太多");
  });

  await t.test("the security administrator unlocks, and may not reset", async () => {
    const security = await house.desk(securityAdmin);
    await security.page.getByRole("button", { name: "只看锁定的" }).click();
    await openAccount(security, cadre);
    const detail = security.page.getByRole("region", { name: "详情" });
    await detail.getByText("重置密码请找系统管理员").waitFor();
    assert.equal(await detail.getByRole("button", { name: "重置密码" }).count(), 0);
    await detail.getByText(/^锁定到/).waitFor();
    await detail.getByRole("button", { name: "解除锁定" }).click();
    await detail.getByText("没有锁定").waitFor();
    await security.page.getByText("没有符合的账号").waitFor();
    await security.context.close();
    await tries(door, cadre, oneTime, "请先换一个自己的密码");
  });

  await t.test("the audit administrator reads who did it, not about which petition", async () => {
    const audit = await house.desk(auditAdmin);
    const rows = audit.page.locator(".trail .rows > li");
    const line = (act, who, outcome) => rows.filter({ hasText: act }).filter({ hasText: who }).filter({ hasText: outcome });
    await line("重置别人的密码", systemAdmin.name, "准许").first().waitFor();
    await line("解除锁定", securityAdmin.name, "准许").first().waitFor();
    await line("登录", cadre.name, "拒绝").first().waitFor();
    assert.equal(await audit.page.getByText(/[0-9a-f]{8}-[0-9a-f]{4}/).count(), 0, "no number of a record");

    await audit.page.getByRole("searchbox").fill(cadre.name);
    await audit.page.getByRole("button", { name: "只看拒绝的" }).click();
    await rows.filter({ hasText: systemAdmin.name }).first().waitFor({ state: "detached" });
    for (const text of await rows.allInnerTexts()) assert.ok(text.includes(cadre.name) && text.includes("拒绝"), text);
    await audit.page.getByRole("button", { name: "只看拒绝的" }).click();
    await audit.page.getByRole("searchbox").fill("");

    for (let nth = 0; nth < PAGE; nth += 1) await system.call("accounts");
    await audit.page.getByRole("button", { name: "看最新的" }).click();
    await audit.page.getByText(`已取到 ${PAGE} 条`).waitFor();
    assert.equal(await line("重置别人的密码", systemAdmin.name, "准许").count(), 0, "a page later");
    await audit.page.getByRole("button", { name: "更早的" }).click();
    await line("重置别人的密码", systemAdmin.name, "准许").first().waitFor();
    assert.ok((await rows.count()) > PAGE, "older lines are added below");
    assert.match(await rows.first().innerText(), /看审计记录/, "the newest stay on top");
  });

  await t.test("officers do not see the administrators' places", async () => {
    await door.getByLabel("现在的密码").fill(oneTime);
    await door.getByLabel("新密码", { exact: true }).fill("liuxi-2026-chun");
    await door.getByLabel("再输一遍新密码").fill("liuxi-2026-chun");
    await door.getByRole("button", { name: "修改密码" }).click();
    const desk = new Desk(door, house.origin);
    await desk.newCode.waitFor();
    await desk.chooseCode();
    const places = await placesOf({ page: door });
    for (const name of ["账号", "审计"]) assert.ok(!places.some((place) => place.includes(name)), name);
    await desk.goTo("/desk/accounts");
    await door.getByText("没有这个页面。").waitFor();
  });
});

test("without a network the administrators are told so, and go on by themselves when it is back", async (t) => {
  const house = await House.open(t);
  const audit = await house.desk(auditAdmin);
  await audit.keptForOffline();
  await audit.context.setOffline(true);
  await audit.goTo("/desk/audit");
  await audit.page.getByText("这里要联网才能用").waitFor();
  await audit.context.setOffline(false);
  await audit.page.locator(".trail .rows > li").first().waitFor();
  await audit.page.getByText("这里要联网才能用").waitFor({ state: "detached" });
});

test("axe-core finds nothing on the administrators' screens, and none scrolls sideways", async (t) => {
  const house = await House.open(t);
  const system = await house.desk(systemAdmin);
  const audit = await house.desk(auditAdmin);
  const accounts = async () => {
    await system.goTo("/desk/accounts");
    await system.page.locator(".list .rows").waitFor();
  };
  const screens = [
    ["accounts", system.page, accounts],
    ["one-time password", system.page, async () => {
      await accounts();
      await openAccount(system, cadre);
      await system.page.getByRole("button", { name: "重置密码" }).click();
      await system.page.getByRole("button", { name: "确定重置" }).click();
      await system.page.locator("output").waitFor();
    }],
    ["audit", audit.page, async () => {
      await audit.goTo("/desk/audit");
      await audit.page.locator(".trail .rows").waitFor();
    }],
  ];
  for (const [name, page, show] of screens) {
    await t.test(name, async () => {
      await page.setViewportSize(LAPTOP);
      await show();
      const found = [];
      for (const size of [LAPTOP, TABLET, PHONE]) {
        await page.setViewportSize(size);
        for (const colorScheme of ["light", "dark"]) {
          await page.emulateMedia({ colorScheme });
          found.push(...(await axeFinds(page)).map((line) => `${size.width} ${colorScheme} ${line}`));
        }
        const aside = await sidewaysScroll(page);
        if (aside > 0) found.push(`${size.width} pixels wide it scrolls sideways by ${aside}`);
      }
      assert.deepEqual(found, []);
    });
  }
});
