// PouchDB in a page of Chromium, doing what the desk does.

import { contextOf, openBrowser } from "../../stage/chromium.mjs";

export class PeerPage {
  static async open(peer) {
    const page = new PeerPage();
    page.browser = await openBrowser();
    page.page = await (await contextOf(page.browser)).newPage();
    await page.page.goto(`${peer.origin}/bench.html`);
    await page.page.evaluate((address) => {
      window.local = new PouchDB("local");
      window.far = new PouchDB(address);
      window.timed = async (work) => {
        const from = performance.now();
        await work();
        return performance.now() - from;
      };
    }, peer.database);
    return page;
  }

  /** Milliseconds of a replication from the server, ten times the usual batch, which is quicker. */
  pull() {
    return this.page.evaluate(() => timed(() => local.replicate.from(far, { batch_size: 1000 })));
  }

  /** Milliseconds of a replication to the server. */
  push() {
    return this.page.evaluate(() => timed(() => local.replicate.to(far, { batch_size: 1000 })));
  }

  /** Edits these documents; milliseconds of each write. */
  edit(ids) {
    return this.page.evaluate(async (ids) => {
      const took = [];
      for (const id of ids) {
        const doc = await local.get(id);
        took.push(await timed(() => local.put({ ...doc, visits: [{ met: "组长老柳", found: "渠口塌了三米。" }] })));
      }
      return took;
    }, ids);
  }

  async close() {
    await this.browser.close();
  }
}
