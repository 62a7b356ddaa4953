// A bureau, the network to it and a browser for everybody, taken down when the test ends.

import path from "node:path";
import { Bureau } from "./bureau.mjs";
import { contextOf, openBrowser, Tablet } from "./chromium.mjs";
import { Desk } from "./desk.mjs";
import { Network } from "./network.mjs";
import { watch } from "./watch.mjs";

export class House {
  /** Opens for one test; `t` closes it. */
  static async open(t, choices = {}) {
    const house = new House();
    t.after(() => house.close());
    house.bureau = await Bureau.open(choices);
    house.network = await Network.open(house.bureau);
    return house;
  }

  constructor() {
    this.tablets = [];
  }

  /** Where browsers reach the bureau. */
  get origin() {
    return this.network.origin;
  }

  /** A context of somebody's own in the shared browser. */
  async context(choices) {
    this.browser ??= await openBrowser();
    return contextOf(this.browser, choices);
  }

  /** A desk in a context of its own, with `person` signed in and every page watched. */
  async desk(person, choices) {
    const context = await this.context(choices);
    const seen = await watch(context, this.origin);
    const desk = await Desk.signIn(context, this.origin, person);
    desk.context = context;
    desk.seen = seen;
    return desk;
  }

  /** A tablet that can be killed. */
  async tablet() {
    const tablet = await Tablet.open();
    this.tablets.push(tablet);
    return tablet;
  }

  /** Leaves a picture of every open page where somebody wants to see how a test ended. */
  async #lastSight() {
    const folder = process.env.HUIYIN_LAST_SIGHT;
    if (!folder) return;
    const contexts = [this.browser, ...this.tablets.map((tablet) => tablet.browser)].flatMap((browser) => browser?.contexts() ?? []);
    for (const [nth, page] of contexts.flatMap((context) => context.pages()).entries()) {
      await page.screenshot({ path: path.join(folder, `page-${nth}.png`), fullPage: true }).catch(() => {});
    }
  }

  async close() {
    await this.#lastSight();
    await Promise.all(this.tablets.map((tablet) => tablet.close()));
    await this.browser?.close();
    await this.network?.close();
    await this.bureau?.close();
  }
}
