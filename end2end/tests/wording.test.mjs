// The county words its documents itself: mistakes are told, what the law wants stays, tablets have the new words, and
// what was issued keeps its own.

import assert from "node:assert/strict";
import { test } from "node:test";
import { House } from "../stage/house.mjs";
import { auditAdmin, bureauHead, cadre, systemAdmin } from "../stage/people.mjs";
import { acceptedPetition } from "../stage/petitions.mjs";

const TITLE = "水管冻裂没人修";
const OWN = "柳乡亲，你好：\n“{事项}”（{登记编号}）我们收下了。\n{办理途径}。\n{办理期限}";

test("a document is worded anew, and every tablet writes it so", async (t) => {
  const house = await House.open(t);
  const id = await acceptedPetition(house, TITLE);
  const system = await house.desk(systemAdmin);
  const { page } = system;
  const text = page.getByLabel("文字", { exact: true });
  const paper = page.locator(".paper");
  const history = page.locator("section").filter({ has: page.getByRole("heading", { name: "历次改动" }) });
  const entries = history.getByText(/录入$/);
  const save = page.getByRole("button", { name: "保存新文字" });

  await t.test("the list says whose words are in force, and leads to each kind", async () => {
    await system.goTo("/desk/templates");
    await page.getByRole("link", { name: /^受理告知书/ }).getByText("随程序文字").waitFor();
    await page.getByRole("link", { name: /^受理告知书/ }).click();
    await page.getByRole("heading", { level: 1, name: "受理告知书" }).waitFor();
    await paper.getByText("村口水渠垮塌无人修复").first().waitFor();
    assert.equal(await page.getByText(TITLE).count(), 0, "no real case is opened here");
  });

  await t.test("mistakes are told while one types, and are not taken", async () => {
    await text.fill("你反映的“{事项}”收悉。{办理途径}。");
    await page.getByText("这种文书依法要有“办理期限”").waitFor();
    await save.click();
    await text.fill("{身份证}{办理途径}{办理期限}");
    await page.getByText("没有“身份证”这个占位").first().waitFor();
    await text.fill("{延期理由}{办理途径}{办理期限}");
    await page.getByText("这种文书里没有“延期理由”可填").first().waitFor();
    await text.fill("{办理途径}。");
    await page.getByRole("button", { name: "{办理期限}" }).click();
    assert.equal(await text.inputValue(), "{办理途径}。{办理期限}", "where the cursor was");
    assert.equal(await entries.count(), 0, "nothing was taken");
  });

  await t.test("the new words are in force, and stand in the history", async () => {
    await text.fill(OWN);
    await paper.getByText("“村口水渠垮塌无人修复”（样信〔2026〕12号）我们收下了。").waitFor();
    await save.click();
    await page.getByText(/^已保存，从.*起用。$/).waitFor();
    await history.getByText("现用").waitFor();
    assert.equal(await entries.count(), 1);
    assert.ok((await entries.innerText()).includes(systemAdmin.name));
  });

  const field = await house.desk(cadre);
  const prepare = `/desk/petitions/${id}/documents/acceptance`;
  await t.test("a tablet fills the county's words, without a network too", async () => {
    await field.openPetition(id);
    await field.settled();
    await field.keptForOffline();
    await field.context.setOffline(true);
    await field.goTo(prepare);
    await field.page.locator(".paper").getByText(`“${TITLE}”`).waitFor();
    await field.page.locator(".paper").getByText("柳乡亲，你好：").waitFor();
    await field.context.setOffline(false);
    await field.settled();
    await field.send("制发并编号");
  });

  await t.test("an older wording comes back as a new entry", async () => {
    const shipped = history.locator("li").last();
    await shipped.getByText("看文字").click();
    await shipped.getByRole("button", { name: "用随程序文字" }).click();
    await paper.getByText("特此告知。").waitFor();
    await save.click();
    await page.getByText(/^已保存，从.*起用。$/).waitFor();
    await history.getByText("已换下").waitFor();
    assert.equal(await entries.count(), 2);
    await save.click();
    await page.getByText("那一天本来就用这段文字").waitFor();
  });

  await t.test("what was issued keeps its words", async () => {
    await field.goTo(`/desk/petitions/${id}/documents/0`);
    await field.page.locator(".paper").getByText("柳乡亲，你好：").waitFor();
    await field.page.getByText("内容已锁定").waitFor();
  });

  await t.test("the audit trail has both changes; others have no such page", async () => {
    const audit = await house.desk(auditAdmin);
    const lines = audit.page.locator(".trail .rows > li").filter({ hasText: "修改文书范本" });
    await lines.first().waitFor();
    assert.equal(await lines.count(), 2);
    const head = await house.desk(bureauHead);
    await head.goTo("/desk/templates");
    await head.page.getByText("没有这个页面。").waitFor();
  });
});
