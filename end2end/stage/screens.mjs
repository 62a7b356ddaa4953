// Every screen of the desk and the public pages, each with the way to it: what is looked at, checked and photographed.

import { askWithCode, printedCode } from "./petitioner.mjs";
import { PASSWORD } from "./bureau.mjs";
import { CODE } from "./desk.mjs";
import {
  auditAdmin,
  bureauHead,
  bureauOfficer,
  cadre,
  disciplineOfficer,
  inspector,
  otherCadre,
  registrar,
  securityAdmin,
  systemAdmin,
  townshipHead,
} from "./people.mjs";
import { acceptedPetition } from "./petitions.mjs";

/** What the petition on the screens is called. */
export const TITLE = "上柳村二组饮水管冻裂，十七户没有水";
const TEXT = "腊月里水管冻裂，村里十七户靠挑水过日子，报过两次没有人来修。要求修好水管，冬天前把明管埋深。";
const DEMANDS = ["修好冻裂的水管", "入冬前把明管埋到冻土线以下"];
const VISIT = {
  met: "户主王桂英、组长老柳",
  found: "总阀门井积水，管子裂了约 40 厘米，十七户停水第六天。",
  said: "快过年了，先把水通上。",
  agreed: "明天上午带水工来，先接临时管，开春埋深。",
};

const FINDINGS = ["总阀门井积水，管子裂了约 40 厘米。", "十七户停水第六天，老人挑水困难。"];
const OPINIONS = ["三天内修好。", "七天内修好并埋深。"];

/** What people write on these screens and the bureau does not have. */
export const UNSENT = [...Object.values(VISIT), ...FINDINGS, ...OPINIONS];

/**
 * Brings a petition into the work of the township and opens desks for those who look at it.
 *
 * Gives the screens in the order people meet them: a name, and `show`, which brings one into sight in a page that
 * is signed in as `who` (nobody: a page of its own). `public` ones are written by the server alone.
 */
export async function allScreens(house) {
  const id = await acceptedPetition(house, TITLE, { text: TEXT, demands: DEMANDS });
  const desks = {};
  const people = { registrar, bureauOfficer, bureauHead, cadre, otherCadre, townshipHead, disciplineOfficer, systemAdmin, securityAdmin, auditAdmin };
  for (const [role, person] of Object.entries(people)) desks[role] = await house.desk(person);
  await comesBack(desks, id);
  await desks.registrar.openPetition(id);
  const code = await printedCode(desks.registrar);
  const stranger = await house.context();
  const outside = await stranger.newPage();
  const newcomer = await (await house.context()).newPage();
  const item = await answered(house, desks);
  const at = (path) => async (desk) => {
    await desk.goTo(path);
    await desk.page.locator("main h1, main h2").first().waitFor();
  };
  const form = (path) => async (desk) => {
    await desk.goTo(path);
    await desk.form.waitFor();
  };
  const desk = (name, role, show) => ({ name, page: desks[role].page, show: async () => {
    await show(desks[role]);
    // A desk just opened has not heard of the bureau yet.
    if (name !== "receipt") await desks[role].chip.filter({ hasNotText: /离线|offline/ }).waitFor();
  } });
  const page = (name, show) => ({ name, page: outside, show, public: true });
  const screens = [
    { name: "signin", page: outside, show: async () => {
      await outside.goto(`${house.origin}/desk`);
      await outside.getByRole("button", { name: /登录|Sign in/ }).waitFor();
    } },
    { name: "code", page: newcomer, show: () => askedForCode(newcomer, house.origin) },
    { name: "locked", page: newcomer, show: () => atTheLock(newcomer, house.origin) },
    { name: "locked-forgot", page: newcomer, show: async () => {
      await atTheLock(newcomer, house.origin);
      await newcomer.locator(".forgot").click();
      await newcomer.locator("#account").waitFor();
    } },
    desk("work", "cadre", at("/desk")),
    desk("work-bureau", "bureauOfficer", at("/desk")),
    desk("list", "bureauOfficer", async (desk) => {
      await desk.goTo("/desk/petitions");
      await desk.page.locator(".list .rows").waitFor();
    }),
    desk("petition", "cadre", (desk) => desk.openPetition(id)),
    desk("petition-answered", "bureauOfficer", (desk) => desk.openPetition(item.id)),
    desk("petition-sealed", "disciplineOfficer", async (desk) => {
      await desk.goTo("/desk/petitions");
      await desk.page.locator(".list .item").first().click();
      await desk.petition.getByRole("heading", { level: 1 }).waitFor();
    }),
    desk("register", "registrar", form("/desk/register")),
    desk("register-missing", "registrar", async (desk) => {
      await form("/desk/register")(desk);
      await desk.form.locator("button[type=submit]").click();
      await desk.page.locator(".missing").waitFor();
    }),
    desk("visit", "cadre", async (desk) => {
      await form(`/desk/petitions/${id}/visit`)(desk);
      for (const [field, text] of Object.entries(VISIT)) await desk.form.locator(`#${field}`).fill(text);
    }),
    desk("draft", "cadre", form(`/desk/petitions/${id}/draft`)),
    desk("transfer", "bureauOfficer", async (desk) => {
      await desk.goTo("/desk/petitions");
      await form(`/desk/petitions/${item.waiting}/transfer`)(desk);
    }),
    desk("extension", "cadre", form(`/desk/petitions/${id}/request-extension`)),
    desk("correct", "bureauOfficer", form(`/desk/petitions/${item.id}/correct`)),
    desk("review", "registrar", form(`/desk/petitions/${item.id}/ask-review`)),
    desk("inbox", "registrar", at("/desk/inbox")),
    desk("document", "cadre", form(`/desk/petitions/${id}/documents/opinion`)),
    desk("rules", "bureauHead", at("/desk/rules")),
    desk("templates", "systemAdmin", at("/desk/templates")),
    desk("template", "systemAdmin", at("/desk/templates/opinion")),
    desk("accounts", "systemAdmin", at("/desk/accounts")),
    desk("devices", "securityAdmin", at("/desk/devices")),
    desk("audit", "auditAdmin", at("/desk/audit")),
    desk("tray", "otherCadre", at("/desk/returned")),
    desk("saved", "cadre", at("/desk/saved")),
    desk("me", "cadre", at("/desk/me")),
    desk("help", "cadre", async (desk) => {
      await at("/desk")(desk);
      await desk.page.keyboard.press("?");
      await desk.page.getByRole("dialog").waitFor();
    }),
    desk("not-found", "cadre", async (desk) => {
      await desk.goTo("/desk/nowhere");
      await desk.page.locator("main .blank").waitFor();
    }),
    desk("receipt", "registrar", at(`/desk/receipt/${id}`)),
    page("query", () => outside.goto(house.origin)),
    page("file", () => outside.goto(`${house.origin}/file`)),
    page("copy", async () => {
      await askWithCode(outside, house.origin, code);
      await outside.goto(`${house.origin}/item/copy`);
    }),
    page("query-refused", () => askWithCode(outside, house.origin, "2222-3333-4444")),
    page("item", () => askWithCode(outside, house.origin, code)),
    page("item-answered", () => askWithCode(outside, house.origin, item.code)),
  ];
  return { screens, desks, petitions: [id, item.id, item.waiting], outside, newcomer };
}

/** Somebody who must choose an unlock code: new at a device, or after forgetting one. */
async function askedForCode(page, origin) {
  await page.goto(`${origin}/desk`);
  await page.locator("#code, #account").first().waitFor();
  if (await page.locator("#code").isVisible()) await page.locator(".forgot").click();
  await page.locator("#account").fill(inspector.account);
  await page.locator("#password").fill(PASSWORD);
  await page.locator("#password").press("Enter");
  await page.locator("#code-again").waitFor();
}

/** A locked desk. */
async function atTheLock(page, origin) {
  await page.goto(`${origin}/desk`);
  await page.locator("#code, #account").first().waitFor();
  if (await page.locator("#account").isVisible()) {
    await askedForCode(page, origin);
    await page.locator("#code").fill(CODE);
    await page.locator("#code-again").fill(CODE);
    await page.locator("#code-again").press("Enter");
    await page.locator("#saved").waitFor();
    await page.reload();
  }
  await page.locator("#code").waitFor();
}

/** Two draft at once: the second one's work comes back and lies in the tray. */
async function comesBack({ cadre, otherCadre }, id) {
  for (const desk of [cadre, otherCadre]) {
    await desk.openPetition(id);
    await desk.context.setOffline(true);
  }
  for (const [nth, desk] of [cadre, otherCadre].entries()) {
    const answers = DEMANDS.map(() => ({ outcome: "支持", opinion: OPINIONS[nth] }));
    await desk.writeDraft(FINDINGS[nth], answers);
    await desk.save("保存拟处理意见");
    await desk.context.setOffline(false);
    if (nth === 0) await desk.settled();
  }
  await otherCadre.chipReads("1 条退回");
}

/** One more petition, answered and not rated yet, and one that waits for the bureau. */
async function answered(house, { registrar, bureauOfficer, cadre, townshipHead }) {
  const id = await registrar.register({ title: "低保复核后停发，请求说明", text: "去年十月停发。", demands: ["说明停发原因"] });
  await registrar.settled();
  const code = await printedCode(registrar);
  await bureauOfficer.openPetition(id);
  await bureauOfficer.transfer("柳溪镇");
  await cadre.openPetition(id);
  await cadre.accept();
  await cadre.writeDraft("复核时家庭收入超过标准。", [{ outcome: "诉求合理但缺乏依据", opinion: "按标准停发，可再申请。", basis: "《社会救助暂行办法》第十三条" }]);
  await cadre.send("保存拟处理意见");
  await townshipHead.openPetition(id);
  await townshipHead.step("签发");
  await townshipHead.send("确定签发");
  await cadre.stands("待送达");
  await cadre.step("送达");
  await cadre.choose("送达方式", "当面");
  await cadre.send("确定送达");
  const waiting = await registrar.register({ title: "河湾村路灯不亮", text: "半年没有亮。", demands: ["修好路灯"] });
  await registrar.settled();
  return { id, code, waiting };
}
