// A desk in Chromium with a stopwatch in the page: when it asked the bureau, and when its storage had committed.

import { readFileSync } from "node:fs";
import { contextOf, openBrowser, TABLET } from "../../stage/chromium.mjs";
import { ALL_SENT, Desk } from "../../stage/desk.mjs";
import { timed } from "../figures.mjs";

const PATIENCE_MS = 600_000;
/** app/src/desk/petitions/list.rs */
const TYPING_PAUSE_MS = 250;

export class DeskPage {
  static async open(bureau) {
    const desk = new DeskPage();
    desk.browser = await openBrowser();
    desk.context = await contextOf(desk.browser, { viewport: TABLET });
    desk.context.setDefaultTimeout(PATIENCE_MS);
    desk.bytes = 0;
    desk.context.on("requestfinished", async (request) => {
      if (!request.url().endsWith("/api/v1/pull")) return;
      desk.bytes += (await request.sizes()).responseBodySize;
    });
    // Pokes would ask at moments of their own; here it is asked when the stopwatch starts.
    await desk.context.route("**/api/v1/poke", (route) => route.abort());
    await desk.context.addInitScript(stopwatch);
    desk.page = await desk.context.newPage();
    desk.origin = bureau.origin;
    return desk;
  }

  /** Signs in on an empty tablet: from the first question for records until the last of them is stored. */
  async firstSync(person) {
    const { page } = this;
    const desk = new Desk(page, this.origin);
    await desk.goTo("/desk");
    await desk.enter(person);
    return page.evaluate(() => watch.replica.at(-1).ended - watch.asked.find(({ path }) => path === "pull").at);
  }

  /** Closes the page and opens another, which reads all `count` records from the disk: what is kept of the answers to the
   * first one, by the tools that watched them come, ends with it. Milliseconds from the unlock code until all are there. */
  async reopen(count) {
    await this.page.close();
    this.page = await this.context.newPage();
    const desk = new Desk(this.page, this.origin);
    await desk.goTo("/desk/saved");
    return timed(() => this.page.locator(".sum b", { hasText: new RegExp(`^${count}$`) }).waitFor());
  }

  async settled() {
    await this.page.locator("#saved").filter({ hasText: ALL_SENT }).waitFor();
  }

  /** Goes to a place of the desk without loading the page again. */
  async goTo(path) {
    await this.page.evaluate((path) => watch.goTo(path), path);
  }

  /** Presses 现在就送 and waits: milliseconds from the question to the last commit, and how many questions it were. */
  async askNow() {
    return this.page.evaluate(async () => {
      const [asked, stored] = [watch.asked.length, watch.replica.length];
      document.querySelector(".page > header button").click();
      await watch.until(() => watch.asked.length > asked && watch.underWay === 0);
      await watch.quiet();
      const questions = watch.asked.slice(asked);
      const commits = watch.replica.slice(stored);
      const ended = Math.max(...questions.map(({ ended }) => ended), ...commits.map(({ ended }) => ended));
      return { ms: ended - questions[0].at, questions: questions.length };
    });
  }

  /** Writes a visit to each of these petitions, by the form; milliseconds from each press until it was on the disk. */
  async visits(ids) {
    return this.page.evaluate(async (ids) => {
      const took = [];
      for (const [nth, id] of ids.entries()) {
        watch.goTo(`/desk/petitions/${id}/visit`);
        await watch.until(() => location.pathname.endsWith(`${id}/visit`) && document.querySelector("form.form"));
        for (const [slot, text] of [["met", "组长老柳"], ["found", `第 ${nth} 次看：渠口塌了三米。`]]) watch.type(slot, text);
        const [kept, at] = [watch.vault.length, performance.now()];
        document.querySelector("form.form [type=submit]").click();
        await watch.until(() => !location.pathname.endsWith("/visit"));
        took.push(watch.vault.slice(kept).find(({ began }) => began >= at).ended - at);
      }
      return took;
    }, ids);
  }

  /** From the first push until the bureau's last answer. */
  async sendAll() {
    await this.page.evaluate(() => (watch.asked.length = 0));
    await this.context.setOffline(false);
    await this.settled();
    return this.page.evaluate(() => {
      const pushes = watch.asked.filter(({ path, ended }) => path === "push" && ended);
      return pushes.at(-1).ended - pushes[0].at;
    });
  }

  /** Searches the list for each of these without a network: milliseconds from the end of the pause after the last
   * letter until the rows are drawn. Each must find something else than the one before. */
  async search(words) {
    await this.goTo("/desk/petitions");
    await this.page.getByRole("searchbox").waitFor();
    return this.page.evaluate(async ([words, pause]) => {
      const took = [];
      for (const word of words) {
        const list = document.querySelector("main");
        const field = list.querySelector("[type=search]");
        await new Promise((idle) => setTimeout(idle, 1000));
        const from = performance.now();
        field.value = word;
        const changed = new Promise((seen) => {
          const observer = new MutationObserver(() => {
            observer.disconnect();
            seen();
          });
          observer.observe(list, { childList: true, subtree: true, characterData: true });
        });
        field.dispatchEvent(new Event("input", { bubbles: true }));
        await changed;
        await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
        took.push(performance.now() - from - pause);
      }
      return took;
    }, [words, TYPING_PAUSE_MS]);
  }

  /** Private memory of the page's process, after what is no longer needed was let go. */
  async memoryMB() {
    const session = await this.context.newCDPSession(this.page);
    await session.send("HeapProfiler.collectGarbage");
    const browser = await this.browser.newBrowserCDPSession();
    const { processInfo } = await browser.send("SystemInfo.getProcessInfo");
    const renderers = processInfo.filter(({ type }) => type === "renderer");
    return Math.max(...renderers.map(({ id }) => privateMB(id)));
  }

  async close() {
    await this.browser.close();
  }
}

function privateMB(pid) {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  return Number(/RssAnon:\s+(\d+)/.exec(status)[1]) / 1024;
}

/** Runs inside the page before the program does. */
function stopwatch() {
  const watch = { asked: [], underWay: 0, replica: [], vault: [] };
  window.watch = watch;
  const fetch = window.fetch;
  window.fetch = async (...words) => {
    const path = /\/api\/v1\/(push|pull)$/.exec(words[0]?.url ?? words[0])?.[1];
    if (!path) return fetch(...words);
    const one = { path, at: performance.now() };
    watch.asked.push(one);
    watch.underWay += 1;
    try {
      return await fetch(...words);
    } finally {
      one.ended = performance.now();
      watch.underWay -= 1;
    }
  };
  const transaction = IDBDatabase.prototype.transaction;
  IDBDatabase.prototype.transaction = function (stores, mode, ...more) {
    const opened = transaction.call(this, stores, mode, ...more);
    const log = /^huiyin-(vault|replica)/.exec(this.name)?.[1];
    if (log && mode === "readwrite") {
      const began = performance.now();
      opened.addEventListener("complete", () => watch[log].push({ began, ended: performance.now() }));
    }
    return opened;
  };
  watch.until = async (condition) => {
    while (!condition()) await new Promise((again) => setTimeout(again, 1));
  };
  watch.quiet = async () => {
    for (let seen = -1; seen !== watch.replica.length; ) {
      seen = watch.replica.length;
      await new Promise((again) => setTimeout(again, 150));
    }
  };
  watch.goTo = (path) => {
    const link = document.createElement("a");
    link.href = path;
    document.body.append(link);
    link.click();
    link.remove();
  };
  watch.type = (slot, text) => {
    const field = document.querySelector(`form.form #${slot}`);
    const kind = field instanceof HTMLTextAreaElement ? HTMLTextAreaElement : HTMLInputElement;
    Object.getOwnPropertyDescriptor(kind.prototype, "value").set.call(field, text);
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };
}
