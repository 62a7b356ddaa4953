// One tablet with many petitions: the first sync, a thousand edits sent, what is new, nothing new; search and memory.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Bureau } from "../../stage/bureau.mjs";
import { Courier, visit } from "../../stage/courier.mjs";
import { cadre, otherCadre } from "../../stage/people.mjs";
import { percentile, timed } from "../figures.mjs";
import { fill } from "./county.mjs";
import { DeskPage } from "./desk_page.mjs";
import { Peer, pouchForNode } from "./peer.mjs";
import { PeerPage } from "./peer_page.mjs";

const EDITS = 1000;
const CHANGED = 100;
const QUESTIONS = 20;
const LIMITS = {
  10_000: { first: 1500, megabytes: 8 },
  50_000: { first: 7000, megabytes: 40 },
};

/** 10,000 petitions, Chromium on both sides. */
export async function small() {
  return both(10_000, async (peer) => {
    const page = await PeerPage.open(peer);
    return { ...actions(page), close: () => page.close() };
  });
}

/** 50,000 petitions; the peer does not get there in a browser and runs on Node. */
export async function large() {
  return both(50_000, async (peer) => {
    const folder = mkdtempSync(path.join(tmpdir(), "huiyin-peer-local-"));
    const local = new (pouchForNode())(path.join(folder, "local"));
    const page = {
      pull: () => timed(() => local.replicate.from(peer.database, { batch_size: 1000 })),
      push: () => timed(() => local.replicate.to(peer.database, { batch_size: 1000 })),
      edit: async (ids) => {
        const took = [];
        for (const id of ids) {
          const doc = await local.get(id);
          took.push(await timed(() => local.put({ ...doc, note: "组长老柳：渠口塌了三米。" })));
        }
        return took;
      },
    };
    const close = async () => {
      await local.close();
      rmSync(folder, { recursive: true, force: true });
    };
    return { ...actions(page), close };
  });
}

function actions(page) {
  return { pull: () => page.pull(), push: () => page.push(), edit: (ids) => page.edit(ids) };
}

async function both(count, openPeer) {
  const ours = await huiyin(count);
  const theirs = await pouch(count, openPeer);
  const at = `${count.toLocaleString("en")} records`;
  const limits = LIMITS[count];
  return [
    { what: `first sync, ${at}`, measured: ours.first, peer: theirs.first, limit: limits.first, unit: "ms" },
    { what: `first sync, ${at}, received`, measured: ours.megabytes, limit: limits.megabytes, unit: "MB" },
    { what: `push of ${EDITS.toLocaleString("en")} queued edits, ${at} held`, measured: ours.push, peer: theirs.push, limit: 500, unit: "ms" },
    { what: `pull of ${CHANGED} changed, ${at} held`, measured: ours.changed, peer: theirs.changed, limit: 100, unit: "ms" },
    { what: `pull of nothing, ${at} held, median of ${QUESTIONS}`, measured: ours.nothing, peer: theirs.nothing, limit: 15, unit: "ms" },
    { what: "requests of a pull of nothing, the most", measured: ours.requests, limit: 1, unit: "" },
    { what: `save, from the press to the disk, ${at} held, p50`, measured: ours.saves.p50, peer: theirs.saves.p50, unit: "ms" },
    { what: `save, from the press to the disk, ${at} held, p99 of ${EDITS}`, measured: ours.saves.p99, peer: theirs.saves.p99, limit: 25, unit: "ms" },
    { what: `search without a network in ${at}, slowest`, measured: ours.search, limit: 150, unit: "ms" },
    { what: `the desk opened again, from the unlock code until all ${at} are there`, measured: ours.reopened, unit: "ms" },
    { what: `memory of the page opened again with ${at}`, measured: ours.memory, limit: 150, unit: "MB" },
  ];
}

async function huiyin(count) {
  const bureau = await Bureau.open({ petitions: 20 });
  let desk;
  try {
    const ids = await fill(bureau, count);
    desk = await DeskPage.open(bureau);
    const first = await desk.firstSync(cadre);
    const megabytes = desk.bytes / 1e6;
    await desk.goTo("/desk/saved");
    await desk.page.locator(".page > header button").waitFor();
    const asked = [];
    for (let nth = 0; nth < QUESTIONS; nth += 1) asked.push(await desk.askNow());
    const colleague = await Courier.greet(bureau.origin, otherCadre);
    await colleague.send(ids.slice(0, CHANGED).map((id, nth) => [id, visit(nth)]));
    colleague.caller.close();
    const changed = (await desk.askNow()).ms;
    const reopened = await desk.reopen(count);
    const memory = await desk.memoryMB();
    await desk.context.setOffline(true);
    const saves = await desk.visits(ids.slice(-EDITS));
    const search = await desk.search(["第 77 件", "噪声", "补偿款没有到账", "井盖"]);
    const push = await desk.sendAll();
    return {
      first,
      megabytes,
      push,
      changed,
      memory,
      reopened,
      nothing: percentile(asked.map(({ ms }) => ms), 0.5),
      requests: Math.max(...asked.map(({ questions }) => questions)),
      saves: { p50: percentile(saves, 0.5), p99: percentile(saves, 0.99) },
      search: Math.max(...search),
    };
  } finally {
    await desk?.close();
    await bureau.close();
  }
}

async function pouch(count, open) {
  const peer = await Peer.open();
  let page;
  try {
    const ids = await peer.fill(count);
    page = await open(peer);
    const first = await page.pull();
    const nothing = [];
    for (let nth = 0; nth < QUESTIONS; nth += 1) nothing.push(await page.pull());
    await peer.change(ids.slice(0, CHANGED), "渠口塌了三米。");
    const changed = await page.pull();
    const saves = await page.edit(ids.slice(-EDITS));
    const push = await page.push();
    return { first, push, changed, nothing: percentile(nothing, 0.5), saves: { p50: percentile(saves, 0.5), p99: percentile(saves, 0.99) } };
  } finally {
    await page?.close();
    await peer.close();
  }
}
