// Chromium, in two ways: one shared browser with a context for each person, and a tablet of its own that can be killed.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { chromium } from "playwright-core";
import { CHROMIUM } from "./settings.mjs";
import { PATIENCE_MS, until } from "./until.mjs";

/** Without these Chromium asks its maker's servers for things. */
export const ARGUMENTS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export const LAPTOP = { width: 1280, height: 800 };
export const TABLET = { width: 800, height: 1280 };
export const PHONE = { width: 360, height: 740 };

/** One browser for everybody who is never killed. */
export async function openBrowser() {
  return chromium.launch({ executablePath: CHROMIUM, args: ARGUMENTS, chromiumSandbox: false });
}

/** A context of somebody's own: nothing of it reaches another context. */
export async function contextOf(browser, choices = {}) {
  const context = await browser.newContext({
    viewport: LAPTOP,
    locale: "zh-CN",
    timezoneId: "Asia/Shanghai",
    // Colours that glide from one to the other are neither.
    reducedMotion: "reduce",
    ...choices,
  });
  context.setDefaultTimeout(PATIENCE_MS);
  return context;
}

/** A tablet: a browser process with a profile that outlives it. */
export class Tablet {
  static async open() {
    const tablet = new Tablet();
    await tablet.start();
    return tablet;
  }

  constructor() {
    this.profile = mkdtempSync(path.join(tmpdir(), "huiyin-tablet-"));
  }

  /** Switches it on with what its profile holds. */
  async start() {
    const port = path.join(this.profile, "DevToolsActivePort");
    rmSync(port, { force: true });
    const choices = ["--headless", "--remote-debugging-port=0", "--lang=zh-CN", `--user-data-dir=${this.profile}`];
    const size = `--window-size=${TABLET.width},${TABLET.height}`;
    // A group of its own, so that the kill reaches every process of the browser at once.
    this.child = spawn(CHROMIUM, [...ARGUMENTS, ...choices, size, "about:blank"], { detached: true, stdio: "ignore" });
    this.exited = once(this.child, "exit");
    const address = await until("the browser says where it listens", () => {
      try {
        const [number, way] = readFileSync(port, "utf8").split("\n");
        return way && `ws://127.0.0.1:${number}${way}`;
      } catch {
        return null;
      }
    });
    this.browser = await chromium.connectOverCDP(address);
    this.context = this.browser.contexts()[0];
    this.context.setDefaultTimeout(PATIENCE_MS);
    this.page = this.context.pages()[0] ?? (await this.context.newPage());
    await this.page.setViewportSize(TABLET);
  }

  /** Switches it off in order, so that the browser writes down what it writes late: its cookies. */
  async shutDown() {
    const session = await this.browser.newBrowserCDPSession();
    await session.send("Browser.close");
    await this.exited;
  }

  /** Takes the battery out. */
  async kill() {
    process.kill(-this.child.pid, "SIGKILL");
    await this.exited;
    await this.browser.close();
  }

  /** Ends it and takes its profile away. */
  async close() {
    if (this.child.exitCode === null && this.child.signalCode === null) await this.kill();
    rmSync(this.profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
}
