// The lock on the tablet: an unlock code, few tries, nothing lost when it is forgotten.

import assert from "node:assert/strict";
import { test } from "node:test";
import { PASSWORD } from "../stage/bureau.mjs";
import { idBytes } from "../stage/cbor.mjs";
import { CODE, Desk } from "../stage/desk.mjs";
import { House } from "../stage/house.mjs";
import { cadre, otherCadre, securityAdmin } from "../stage/people.mjs";
import { until } from "../stage/until.mjs";
import { sentPetition } from "../stage/petitions.mjs";

const TITLE = "渡口的石阶松了";
const VISIT = { met: "摆渡的老梁", found: "第三级石阶活动。", said: "夜里怕踩空。", agreed: "先用绳子围住。" };
const OTHER_CODE = "石阶三十九级";
const WRONG = "246801";
/** Waits grow to an hour between the last tries. */
const AN_HOUR = "01:00:01";
const A_DAY_MS = 24 * 3600 * 1000;

async function locked(desk) {
  await desk.page.getByRole("heading", { name: "已锁定" }).waitFor();
}

test("a code is chosen once, a weak one is not taken", async (t) => {
  const house = await House.open(t);
  const context = await house.context();
  const desk = new Desk(await context.newPage(), house.origin);
  const { page } = desk;
  await desk.goTo("/desk");
  await page.getByLabel("账号").fill(cadre.account);
  await page.getByLabel("密码").fill(PASSWORD);
  await page.getByRole("button", { name: "登录" }).click();
  await page.getByRole("heading", { name: "设一个解锁码" }).waitFor();
  const attempt = async (code, again, words) => {
    await desk.codeField.fill(code);
    await desk.newCode.fill(again);
    await page.getByRole("button", { name: "就用这个" }).click();
    await page.getByText(words).waitFor();
  };
  await attempt("2468", "2468", "太短了");
  await attempt("123456", "123456", "太好猜了");
  await attempt(CODE, WRONG, "两次输入的不一样");
  await desk.chooseCode();
  await desk.settled();

  await page.reload();
  await locked(desk);
  assert.equal(await page.getByText(cadre.name).count(), 0, "the locked desk names nobody");
  await desk.unlock();
});

test("a locked desk shows nothing and loses no word", async (t) => {
  const house = await House.open(t);
  const id = await sentPetition(house, TITLE);
  const field = await house.desk(cadre);
  await field.openPetition(id);
  await field.writeVisit(VISIT);
  // At once, in the middle of typing.
  await field.page.keyboard.press("Alt+l");
  await locked(field);
  assert.equal(await field.page.getByText(TITLE).count(), 0);
  await field.unlock();
  await field.form.waitFor();
  assert.equal(await field.form.getByLabel("商定的下一步").inputValue(), VISIT.agreed);

  await field.page.getByRole("button", { name: "锁定" }).click();
  await locked(field);
  await field.context.setOffline(true);
  await field.unlock();
  await field.save("保存走访记录");
  await field.chipReads("离线，1 条已存本机");
});

test("a desk nobody touches locks by itself", async (t) => {
  const house = await House.open(t);
  const context = await house.context();
  const desk = new Desk(await context.newPage(), house.origin);
  await desk.page.clock.install();
  await desk.goTo("/desk");
  await desk.enter(cadre);
  await desk.page.clock.fastForward("04:30");
  await desk.chip.waitFor();
  await desk.page.keyboard.press("Shift");
  await desk.page.clock.fastForward("04:30");
  await desk.chip.waitFor();
  await desk.page.clock.fastForward("01:00");
  await locked(desk);
  await desk.unlock();

  await desk.page.getByRole("link", { name: "我和设置" }).click();
  await desk.page.getByText("2 分钟").click();
  await desk.page.clock.fastForward("02:10");
  await locked(desk);
});

test("ten wrong codes void the code, not the work: one signs in, chooses another, and it is sent", async (t) => {
  const house = await House.open(t);
  const id = await sentPetition(house, TITLE);
  const context = await house.context();
  const desk = new Desk(await context.newPage(), house.origin);
  const { page } = desk;
  await page.clock.install();
  await desk.goTo("/desk");
  await desk.enter(cadre);
  await desk.keptForOffline();
  await desk.goTo(`/desk/petitions/${id}`);
  await desk.stands("已转送");
  await context.setOffline(true);
  await desk.writeVisit(VISIT);
  await desk.save("保存走访记录");
  await desk.chipReads("离线，1 条已存本机");
  await page.keyboard.press("Alt+l");
  await locked(desk);

  const wrong = async (left, words = `还能试 ${left} 次`) => {
    await desk.codeField.fill(WRONG);
    await desk.codeField.press("Enter");
    await page.getByText(words).waitFor();
  };
  for (const left of [9, 8, 7]) await wrong(left);
  await page.reload();
  await locked(desk);
  for (const left of [6, 5]) await wrong(left);
  await page.getByText("错得太多了").waitFor();
  // The right one neither, before its time; a reload does not shorten the wait.
  await page.reload();
  await desk.codeField.fill(CODE);
  await desk.codeField.press("Enter");
  await page.getByText("错得太多了").waitFor();
  assert.equal(await desk.chip.count(), 0);
  for (const left of [4, 3, 2, 1]) {
    await page.clock.fastForward(AN_HOUR);
    await page.reload();
    await wrong(left);
  }
  await page.clock.fastForward(AN_HOUR);
  await page.reload();
  await wrong(0, "已经作废");
  await page.reload();
  await page.getByText("已经作废").waitFor();

  await context.setOffline(false);
  await page.getByLabel("账号").fill(cadre.account);
  await page.getByLabel("密码").fill(PASSWORD);
  await page.getByRole("button", { name: "登录", exact: true }).click();
  await page.getByText("旧的不再有用").waitFor();
  await desk.chooseCode(OTHER_CODE);
  await desk.settled();
  assert.deepEqual((await desk.record(id)).visits.map((visit) => visit.found), [VISIT.found]);
  await page.reload();
  await locked(desk);
  await desk.unlock(OTHER_CODE);
});

test("another person at a locked tablet signs in and finds nothing of the first one's", async (t) => {
  const house = await House.open(t);
  const field = await house.desk(cadre);
  await field.page.keyboard.press("Alt+l");
  await locked(field);
  await field.page.getByRole("button", { name: "换人登录" }).click();
  await field.enter(otherCadre);
  await field.page.getByText(otherCadre.name).first().waitFor();
  await field.page.getByRole("link", { name: "我和设置" }).click();
  await field.page.getByRole("button", { name: "退出登录" }).click();
  // Back with the password alone: the bureau's word opens what lies here.
  await field.enter(cadre);
  await field.page.getByText(cadre.name).first().waitFor();
});

test("a tablet that stays away too long is warned, then closed to reading, and opens when it has met the bureau", async (t) => {
  const house = await House.open(t);
  const id = await sentPetition(house, TITLE);
  const context = await house.context();
  const desk = new Desk(await context.newPage(), house.origin);
  const { page } = desk;
  await page.clock.install();
  await desk.goTo("/desk");
  await desk.enter(cadre);
  await desk.keptForOffline();
  await desk.openPetition(id);
  await context.setOffline(true);
  await desk.writeVisit(VISIT);
  await desk.save("保存走访记录");
  await desk.chipReads("离线，1 条已存本机");
  const days = async (n) => {
    await page.clock.fastForward(n * A_DAY_MS);
    await locked(desk);
    await desk.unlock();
  };
  await days(10);
  assert.equal(await page.getByText("提前找网络").count(), 0);
  await days(2);
  await page.getByText("提前找网络").waitFor();
  await desk.petition.getByText(VISIT.found).waitFor();
  await days(3);
  await page.getByRole("heading", { name: "要联网一次才能接着看" }).waitFor();
  assert.equal(await page.getByText(VISIT.found).count(), 0);
  await page.reload();
  await desk.unlock();
  await page.getByRole("heading", { name: "要联网一次才能接着看" }).waitFor();
  assert.equal(await page.getByText(TITLE).count(), 0);
  await context.setOffline(false);
  await desk.petition.getByText(VISIT.found).waitFor();
  await desk.settled();
  assert.equal((await desk.record(id)).visits.length, 1);
});

test("a device that is shut out destroys its keys and data on contact, and says so", async (t) => {
  const house = await House.open(t);
  await sentPetition(house, TITLE);
  const field = await house.desk(cadre);
  await field.page.getByRole("link", { name: TITLE }).waitFor();
  const security = await house.desk(securityAdmin);
  const devices = (await security.call("devices")).body;
  const { officer } = (await field.call("me")).body;
  const line = devices.find((one) => one.officer === officer.id);
  const told = await security.call("revoke-device", { device: idBytes(line.device), reason: "丢了" });
  assert.equal(told.status, 200, JSON.stringify(told.body));
  const words = field.page.getByText("这台设备已被吊销");
  // A greeting tells, and a desk that is unlocked greets at once.
  await field.page.keyboard.press("Alt+l");
  await field.codeField.or(words).first().waitFor();
  if (await field.codeField.isVisible()) {
    await field.codeField.fill(CODE);
    await field.codeField.press("Enter");
  }
  await words.waitFor();
  const names = () => field.page.evaluate(async () => (await indexedDB.databases()).map((one) => one.name));
  await until("the databases are gone", async () => !(await names()).some((name) => /vault|replica/.test(name)));
  assert.equal(await field.page.evaluate(() => Object.keys(localStorage).filter((key) => /typed|sentinel/.test(key)).length), 0);
  await field.page.reload();
  await field.page.getByLabel("账号").waitFor();
});

test("who leaves unsent work behind is told what it is, and finds it again", async (t) => {
  const house = await House.open(t);
  const id = await sentPetition(house, TITLE);
  const field = await house.desk(cadre);
  await field.openPetition(id);
  house.network.cut();
  await field.writeVisit(VISIT);
  await field.save("保存走访记录");
  await field.chipReads("1 条已存本机");
  await field.page.getByRole("link", { name: "我和设置" }).click();
  await field.page.getByRole("button", { name: "退出登录" }).click();
  await field.page.getByText("还有 1 条没有送到局里").waitFor();
  await field.page.getByText(`走访记录 · ${TITLE}`).waitFor();
  await field.page.getByRole("button", { name: "知道了，退出登录" }).click();
  await field.page.getByLabel("账号").waitFor();
  house.network.mend();
  await field.enter(cadre);
  assert.equal((await field.record(id)).visits.length, 1);
});
