// The desk's questions at 100,000 petitions: list, search, one petition, the same matter; and what an idle server holds.

import { readFileSync } from "node:fs";
import { Bureau } from "../stage/bureau.mjs";
import { idBytes } from "../stage/cbor.mjs";
import { bureauOfficer, cadre } from "../stage/people.mjs";
import { Caller } from "../stage/caller.mjs";
import { percentile, timed } from "./figures.mjs";

const PETITIONS = 100_000;
const ROUNDS = 40;
/** Petitions opened a round. */
const PAGES = 10;
/** List and search have a limit; a petition's page waits for its line in the audit trail to be on disk. */
const LIMITS_MS = { list: 30, "list by period or warning": 30, tally: 30, search: 30, "repeat check": 50 };
/** Two-character words first: they are what a trigram index misses. */
const WORDS = ["低保", "工资", "土地", "道路", "噪声", "宅基地", "物业", "养老金 认定", "界址", "污染"];
/** Every day. */
const ALWAYS = { from: null, to: null };
const WARNINGS = ["First", "Second", "Urging", "Last", "Overdue"];
const SORTS = ["Due", "Newest", "Oldest"];
const STATES = [[], ["Accepted"], ["Delivered", "Closed"], ["Registered", "Sent"]];

export async function office() {
  const rows = [];
  let bureau;
  const seeding = await timed(async () => {
    bureau = await Bureau.open({ petitions: PETITIONS });
  });
  try {
    rows.push({ what: `seeding ${PETITIONS.toLocaleString("en")} petitions through the rules`, measured: PETITIONS / (seeding / 1000), unit: "petitions/s" });
    rows.push({ what: "memory after start, nobody working", measured: residentMB(bureau), limit: 60, unit: "MB" });
    for (const [label, person] of [["the bureau", bureauOfficer], ["a township", cadre]]) {
      const caller = await Caller.signIn(bureau.origin, person);
      rows.push(...(await questions(label, caller)));
      caller.close();
    }
    rows.push({ what: "memory after those questions", measured: residentMB(bureau), unit: "MB" });
  } finally {
    await bureau.close();
  }
  return rows;
}

async function questions(label, caller) {
  const list = (query) => ({ query: { words: "", states: [], unit: null, village: null, channel: null, purpose: null, urgency: null, warning: null, registered: ALWAYS, mine: false, sort: "Due", after: null, limit: 50, ...query } });
  const page = await caller.call("list", list({}));
  const ids = page.rows.map((row) => row.id);
  const asked = {
    list: [],
    "list by period or warning": [],
    tally: [],
    search: [],
    "petition page": [],
    "repeat check": [],
  };
  for (let round = 0; round < ROUNDS; round += 1) {
    let after = null;
    for (const sort of SORTS) {
      const states = STATES[round % STATES.length];
      asked.list.push(await timed(async () => ({ next: after } = await caller.call("list", list({ sort, states })))));
      if (after) asked.list.push(await timed(() => caller.ask("list", list({ sort, states, after }))));
    }
    asked.list.push(await timed(() => caller.ask("list", list({ mine: true }))));
    asked.list.push(await timed(() => caller.ask("list", list({ channel: "Visit", urgency: "Week" }))));
    const warning = WARNINGS[round % WARNINGS.length];
    const registered = periodOf(round);
    for (const narrowed of [{ warning }, { registered }, { warning, registered }]) {
      const query = list({ ...narrowed, sort: SORTS[round % 3] });
      asked["list by period or warning"].push(await timed(() => caller.ask("list", query)));
      asked.tally.push(await timed(() => caller.ask("tally", query)));
    }
    asked.tally.push(await timed(() => caller.ask("tally", list({ states: STATES[round % STATES.length] }))));
    for (const words of WORDS) {
      asked.search.push(await timed(() => caller.ask("list", list({ words, sort: SORTS[round % 3] }))));
    }
    for (let nth = 0; nth < PAGES; nth += 1) {
      const id = ids[(round * PAGES + nth) % ids.length];
      asked["petition page"].push(await timed(() => caller.ask("record", { id: idBytes(id) })));
      const words = await again(caller, id);
      if (words) asked["repeat check"].push(await timed(() => caller.ask("alike", { words })));
    }
  }
  return Object.entries(asked).flatMap(([what, samples]) => [
    { what: `${what}, ${label}, p50`, measured: percentile(samples, 0.5), unit: "ms" },
    { what: `${what}, ${label}, p99 of ${samples.length}`, measured: percentile(samples, 0.99), limit: LIMITS_MS[what], unit: "ms" },
  ]);
}

/** A month, a quarter or a year back. */
function periodOf(round) {
  const days = [30, 92, 365][round % 3];
  const day = (back) => new Date(Date.now() - back * 24 * 3600e3).toISOString().slice(0, 10);
  return { from: day(round * 9 + days), to: day(round * 9) };
}

/** The same people coming once more with the same words; nothing of a report, which is compared elsewhere. */
async function again(caller, id) {
  const { registration } = (await caller.call("record", { id: idBytes(id) })).Petition;
  const { petitioners, title, text, purpose } = registration;
  return purpose === "Report" ? null : { record: null, sealed: false, petitioners, title, text };
}

/** Resident memory of the server process. */
function residentMB(bureau) {
  const status = readFileSync(`/proc/${bureau.child.pid}/status`, "utf8");
  return Number(/VmRSS:\s+(\d+)/.exec(status)[1]) / 1024;
}
