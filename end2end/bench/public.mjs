// Petitioners asking all at once: code typed, item read. The asking runs on the same cores as the server.

import { Bureau } from "../stage/bureau.mjs";
import { bureauOfficer } from "../stage/people.mjs";
import { Caller } from "../stage/caller.mjs";
import { percentile, timed } from "./figures.mjs";

const CONNECTIONS = 12;
const SECONDS = 8;
const CODE = /[0-9A-Z]{4}([ -])[0-9A-Z]{4}\1[0-9A-Z]{4}/;

export async function publicQueries() {
  const bureau = await Bureau.open({ petitions: 2000, settings: { HUIYIN_QUERIES_A_MINUTE: "0" } });
  try {
    const codes = await receipts(bureau);
    const took = [];
    const from = performance.now();
    const until = from + SECONDS * 1000;
    await Promise.all(Array.from({ length: CONNECTIONS }, (_, nth) => petitioner(bureau, codes, nth, until, took)));
    const seconds = (performance.now() - from) / 1000;
    return [
      { what: "public queries (code in, item out)", measured: took.length / seconds, limit: 1000, unit: "/s", atLeast: true },
      { what: "public query, p95", measured: percentile(took, 0.95), limit: 20, unit: "ms" },
    ];
  } finally {
    await bureau.close();
  }
}

/** The codes on some receipts, as the bureau prints them. */
async function receipts(bureau) {
  const caller = await Caller.signIn(bureau.origin, bureauOfficer);
  const query = { words: "", states: [], unit: null, village: null, channel: null, purpose: null, urgency: null, mine: false, sort: "Newest", after: null, limit: 50 };
  const { rows } = await caller.call("list", { query });
  const codes = [];
  for (const { id } of rows) {
    const { body } = await caller.request("GET", `/desk/receipt/${id}`);
    const words = body.toString("utf8").replaceAll(/<[^>]*>/g, " ");
    const found = CODE.exec(words);
    if (found) codes.push(found[0]);
  }
  caller.close();
  if (codes.length === 0) throw new Error("no receipt shows a code");
  return codes;
}

async function petitioner(bureau, codes, nth, until, took) {
  const caller = new Caller(bureau.origin);
  const form = { "content-type": "application/x-www-form-urlencoded" };
  for (let round = nth; performance.now() < until; round += 1) {
    const body = new URLSearchParams({ code: codes[round % codes.length] }).toString();
    took.push(
      await timed(async () => {
        const { headers } = await caller.request("POST", "/query", form, body);
        caller.cookie = (headers["set-cookie"] ?? []).map((line) => line.split(";")[0]).join("; ");
        const { body: page } = await caller.request("GET", headers.location);
        if (page.length < 500) throw new Error("the item's page is empty");
      }),
    );
  }
  caller.close();
}
