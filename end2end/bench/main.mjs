// `cargo xtask bench [size|server|public|import|tablet …]`: the figures of docs/performance.md, each beside its
// limit in the same run. Without arguments everything is measured; the table goes to standard output.

import { cpus, totalmem } from "node:os";
import { clientSize } from "./size.mjs";
import { importing } from "./importing.mjs";
import { office } from "./office.mjs";
import { publicQueries } from "./public.mjs";
import { tablet } from "./tablet.mjs";

const PARTS = { size: clientSize, tablet, office, public: publicQueries, import: importing };

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in PARTS));
if (unknown.length > 0) {
  console.error(`no such part: ${unknown.join(", ")}; there are ${Object.keys(PARTS).join(", ")}`);
  process.exit(2);
}

const machine = `${cpus().length} × ${cpus()[0].model}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}`;
console.log(`${machine}\n`);
console.log("| what | measured | limit | measured / limit |\n|---|---|---|---|");
let missed = 0;
for (const name of asked.length > 0 ? asked : Object.keys(PARTS)) {
  for (const { what, measured, limit, unit, atLeast = false } of await PARTS[name]()) {
    const met = limit === undefined || (atLeast ? measured >= limit : measured <= limit);
    if (!met) missed += 1;
    const bound = limit === undefined ? "–" : `${atLeast ? "≥" : "≤"} ${show(limit)} ${unit}`;
    const ratio = limit === undefined ? "–" : `${(measured / limit).toFixed(2)}${met ? "" : " **missed**"}`;
    console.log(`| ${what} | ${show(measured)} ${unit} | ${bound} | ${ratio} |`);
  }
}
console.log(missed === 0 ? "\nEvery limit is kept." : `\n${missed} limits are missed.`);

function show(number) {
  if (number >= 1000) return Math.round(number).toLocaleString("en");
  return number >= 100 ? number.toFixed(0) : number.toFixed(number >= 10 ? 1 : 2);
}
