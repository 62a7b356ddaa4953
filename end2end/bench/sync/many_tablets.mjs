// Many tablets at once: one operation in ten seconds each; a morning on which a hundred start from nothing; and as many
// commands as the ledger takes.

import { readFileSync } from "node:fs";
import http from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import { Bureau } from "../../stage/bureau.mjs";
import { encode } from "../../stage/cbor.mjs";
import { Courier, visit } from "../../stage/courier.mjs";
import { cadre } from "../../stage/people.mjs";
import { percentile, timed } from "../figures.mjs";
import { fill } from "./county.mjs";
import { document, Peer } from "./peer.mjs";

const OP_EVERY_MS = 10_000;
const OPS_EACH = 3;
const CROWD = 100;
const CROWD_RECORDS = 2000;
const COMMANDS = 20_000;
const WRITERS = 8;
const CBOR = { "content-type": "application/cbor", "sec-fetch-site": "same-origin" };
const JSON_KIND = { "content-type": "application/json" };

/** 100 and 1,000 tablets that save once in ten seconds; the time until the server has it on disk. */
export async function clients() {
  const rows = [];
  for (const [count, limit] of [[100, 50], [1000, 250]]) {
    const bureau = await Bureau.open({ petitions: 20 });
    const peer = await Peer.open();
    try {
      const ids = await fill(bureau, count);
      const signed = await Courier.greet(bureau.origin, cadre);
      const ours = await acks(count, (client, nth) => {
        client.tablet ??= sharing(signed);
        const body = Buffer.from(encode(client.tablet.push([[ids[client.nth], visit(nth)]])));
        return { url: `${bureau.origin}/api/v1/push`, headers: { ...CBOR, cookie: signed.caller.cookie }, body };
      });
      const theirs = await acks(count, (client, nth) => {
        const body = Buffer.from(JSON.stringify({ docs: [{ _id: `visit-${client.nth}-${nth}`, ...document(nth) }] }));
        return { url: `${peer.database}/_bulk_docs`, headers: JSON_KIND, body };
      });
      signed.caller.close();
      const what = `${count.toLocaleString("en")} tablets, one operation in 10 s each`;
      rows.push({ what: `${what}: answered, p99`, measured: ours.p99, peer: theirs.p99, limit, unit: "ms" });
      rows.push({ what: `${what}: errors`, measured: ours.errors, peer: theirs.errors, limit: 0, unit: "" });
    } finally {
      await peer.close();
      await bureau.close();
    }
  }
  return rows;
}

/** Another device of whoever signed in there. */
function sharing(signed) {
  const tablet = new Courier(signed.caller);
  tablet.versions = signed.versions;
  tablet.epoch = signed.epoch;
  return tablet;
}

async function acks(count, request) {
  const agent = new http.Agent({ keepAlive: true });
  const took = [];
  let errors = 0;
  await Promise.all(
    Array.from({ length: count }, async (_, nth) => {
      const client = { nth };
      await pause((nth / count) * OP_EVERY_MS);
      for (let op = 0; op < OPS_EACH; op += 1) {
        const asked = request(client, op);
        const ms = await timed(() => send(asked, agent).catch(() => (errors += 1)));
        took.push(ms);
        await pause(OP_EVERY_MS - ms);
      }
    }),
  );
  agent.destroy();
  return { p99: percentile(took, 0.99), errors };
}

/** Sends; reads the answer to its end and lets it go. */
function send({ url, headers, body, method = "POST" }, agent) {
  return new Promise((resolve, reject) => {
    const asked = http.request(url, { method, agent, headers: { ...headers, "accept-encoding": "gzip" } }, (answer) => {
      answer.resume();
      answer.on("end", () => (answer.statusCode > 399 ? reject(new Error(`${url}: ${answer.statusCode}`)) : resolve()));
    });
    asked.on("error", reject);
    asked.end(body);
  });
}

/** A hundred first syncs of 2,000 records at once, as bytes: what a tablet does with them is measured elsewhere. */
export async function crowd() {
  const bureau = await Bureau.open({ petitions: 20 });
  const peer = await Peer.open();
  try {
    await fill(bureau, CROWD_RECORDS);
    await peer.fill(CROWD_RECORDS);
    const signed = await Courier.greet(bureau.origin, cadre);
    const pages = await pulls(signed);
    const headers = { ...CBOR, cookie: signed.caller.cookie };
    const ours = await together(bureau.child.pid, async (agent) => {
      const { device, inc } = new Courier(null);
      for (const pull of pages) {
        const body = Buffer.from(encode({ pull: { ...pull, device, inc } }));
        await send({ url: `${bureau.origin}/api/v1/pull`, headers, body }, agent);
      }
    });
    signed.caller.close();
    const theirs = await together(peer.child.pid, async (agent) => {
      for (let since = 0; since < CROWD_RECORDS; since += 1000) {
        const url = `${peer.database}/_changes?include_docs=true&style=all_docs&limit=1000&since=${since}`;
        await send({ url, headers: {}, method: "GET" }, agent);
      }
    });
    const what = `${CROWD} first syncs of ${CROWD_RECORDS.toLocaleString("en")} records at once`;
    return [
      { what, measured: ours.seconds, peer: theirs.seconds, limit: 30, unit: "s" },
      { what: `${what}: the server's memory, the most`, measured: ours.megabytes, peer: theirs.megabytes, limit: 100, unit: "MB" },
    ];
  } finally {
    await peer.close();
    await bureau.close();
  }
}

/** The questions of one first sync, to be asked again by others. */
async function pulls(tablet) {
  const asked = [];
  const caller = tablet.caller;
  tablet.caller = {
    call: (name, words) => {
      asked.push(words.pull);
      return caller.call(name, words);
    },
  };
  await tablet.pullAll();
  tablet.caller = caller;
  return asked;
}

async function together(pid, work) {
  const agent = new http.Agent({ keepAlive: true });
  let megabytes = 0;
  const look = setInterval(() => {
    megabytes = Math.max(megabytes, residentMB(pid));
  }, 50);
  const ms = await timed(() => Promise.all(Array.from({ length: CROWD }, () => work(agent))));
  clearInterval(look);
  agent.destroy();
  return { seconds: ms / 1000, megabytes };
}

function residentMB(pid) {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))[1]) / 1024;
}

/** Commands that are decided, written and on the disk, a second. */
export async function commands() {
  const bureau = await Bureau.open({ petitions: 20 });
  const peer = await Peer.open();
  const agent = new http.Agent({ keepAlive: true });
  try {
    const ids = await fill(bureau, 2000);
    const signed = await Courier.greet(bureau.origin, cadre);
    const headers = { ...CBOR, cookie: signed.caller.cookie };
    const queues = Array.from({ length: WRITERS }, (_, writer) => {
      const tablet = sharing(signed);
      return inPushes(COMMANDS / WRITERS, (nth) => [ids[(writer + nth * WRITERS) % ids.length], visit(nth)]).map((some) => Buffer.from(encode(tablet.push(some))));
    });
    const ours = await timed(() =>
      Promise.all(queues.map(async (bodies) => {
        for (const body of bodies) await send({ url: `${bureau.origin}/api/v1/push`, headers, body }, agent);
      })),
    );
    signed.caller.close();
    const docs = Array.from({ length: WRITERS }, (_, writer) =>
      inPushes(COMMANDS / WRITERS, (nth) => ({ _id: `visit-${writer}-${nth}`, kind: "visit", ...visit(nth).Visit })).map((docs) => Buffer.from(JSON.stringify({ docs }))),
    );
    const theirs = await timed(() =>
      Promise.all(docs.map(async (bodies) => {
        for (const body of bodies) await send({ url: `${peer.database}/_bulk_docs`, headers: JSON_KIND, body }, agent);
      })),
    );
    return [
      { what: `commands decided and durable, ${WRITERS} tablets, 100 a push`, measured: (COMMANDS / ours) * 1000, peer: (COMMANDS / theirs) * 1000, limit: 10_000, atLeast: true, unit: "/s" },
    ];
  } finally {
    agent.destroy();
    await peer.close();
    await bureau.close();
  }
}

function inPushes(count, one) {
  return Array.from({ length: count / 100 }, (_, page) => Array.from({ length: 100 }, (_, nth) => one(page * 100 + nth)));
}
