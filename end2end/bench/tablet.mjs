// A cheap tablet: 4 times slower, 1.6 Mbit/s, 150 ms away. How long until the work list can be used, signing in included?

import { Bureau, PASSWORD } from "../stage/bureau.mjs";
import { contextOf, openBrowser, TABLET } from "../stage/chromium.mjs";
import { CODE } from "../stage/desk.mjs";
import { cadre } from "../stage/people.mjs";
import { percentile } from "./figures.mjs";

const ROUNDS = 5;
const BYTES_PER_SECOND = (1.6 * 1024 * 1024) / 8;
const ROW = "ul.rows li";

export async function tablet() {
  const bureau = await Bureau.open({ petitions: 300 });
  const browser = await openBrowser();
  try {
    const cold = [];
    const door = [];
    const lock = [];
    const unlocked = [];
    const warm = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const context = await contextOf(browser, { viewport: TABLET });
      const page = await context.newPage();
      const devtools = await slow(context, page, BYTES_PER_SECOND);
      cold.push(await untilUsable(page, bureau.origin, (page) => signIn(page, door)));
      await page.evaluate(() => navigator.serviceWorker.ready);
      await page.waitForTimeout(1500);
      await devtools.detach();
      await page.close();
      await context.setOffline(true);
      const again = await context.newPage();
      await slow(context, again, -1);
      warm.push(await untilUsable(again, bureau.origin, (page) => unlock(page, lock, unlocked)));
      await context.close();
    }
    return [
      { what: `sign-in page usable, cold tablet, median of ${ROUNDS}`, measured: percentile(door, 0.5), unit: "ms" },
      { what: `work list usable, cold tablet, median of ${ROUNDS}`, measured: percentile(cold, 0.5), limit: 3000, unit: "ms" },
      { what: `locked desk usable, warm and offline, median of ${ROUNDS}`, measured: percentile(lock, 0.5), limit: 800, unit: "ms" },
      { what: `from the unlock code to the work list, median of ${ROUNDS}`, measured: percentile(unlocked, 0.5), limit: 1000, unit: "ms" },
      { what: `work list usable, warm and offline, median of ${ROUNDS}`, measured: percentile(warm, 0.5), limit: 1800, unit: "ms" },
    ];
  } finally {
    await browser.close();
    await bureau.close();
  }
}

async function slow(context, page, throughput) {
  const devtools = await context.newCDPSession(page);
  await devtools.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  if (throughput > 0) {
    await devtools.send("Network.enable");
    await devtools.send("Network.emulateNetworkConditions", { offline: false, latency: 150, downloadThroughput: throughput, uploadThroughput: throughput });
  }
  return devtools;
}

async function untilUsable(page, origin, onTheWay = async () => {}) {
  const from = performance.now();
  await page.goto(`${origin}/desk`, { waitUntil: "commit" });
  await onTheWay(page);
  await page.locator(ROW).first().waitFor({ timeout: 60_000 });
  return performance.now() - from;
}

/** A desk opened again asks for the code. */
async function unlock(page, lock, unlocked) {
  const from = performance.now();
  await page.locator("#code").fill(CODE);
  lock.push(performance.now() - from);
  const typed = performance.now();
  await page.locator("#code").press("Enter");
  await page.locator(ROW).first().waitFor();
  unlocked.push(performance.now() - typed);
}

/** Somebody who types at once: a new tablet asks who is there, and that is part of the cold start. */
async function signIn(page, door) {
  const from = performance.now();
  await page.getByLabel("账号").fill(cadre.account);
  door.push(performance.now() - from);
  await page.getByLabel("密码").fill(PASSWORD);
  await page.getByRole("button", { name: "登录" }).click();
  await page.locator("#code").fill(CODE);
  await page.locator("#code-again").fill(CODE);
  await page.locator("#code-again").press("Enter");
}
