// `cargo xtask bench [size|tablet|photos|office|public|import|sync …]`: the figures of docs/performance.md, each beside its
// limit in the same run, those of sync beside PouchDB's, too. Without arguments everything is measured; `sync` can be
// had in parts (sync.small …). The table goes to standard output.

import { cpus, totalmem } from "node:os";
import { clientSize } from "./size.mjs";
import { importing } from "./importing.mjs";
import { office } from "./office.mjs";
import { photos } from "./photos.mjs";
import { publicQueries } from "./public.mjs";
import { clients, commands, crowd } from "./sync/many_tablets.mjs";
import { large, small } from "./sync/one_tablet.mjs";
import { tablet } from "./tablet.mjs";

const SYNC = { "sync.small": small, "sync.large": large, "sync.clients": clients, "sync.crowd": crowd, "sync.commands": commands };
const PARTS = { size: clientSize, tablet, photos, office, public: publicQueries, import: importing, ...SYNC };

const asked = process.argv.slice(2).flatMap((name) => (name === "sync" ? Object.keys(SYNC) : [name]));
const unknown = asked.filter((name) => !(name in PARTS));
if (unknown.length > 0) {
  console.error(`no such part: ${unknown.join(", ")}; there are sync, ${Object.keys(PARTS).join(", ")}`);
  process.exit(2);
}

const machine = `${cpus().length} × ${cpus()[0].model}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}`;
console.log(`${machine}\n`);
console.log("| what | Huiyin | PouchDB 9 | PouchDB / Huiyin | limit | Huiyin / limit |\n|---|---|---|---|---|---|");
let missed = 0;
for (const name of asked.length > 0 ? asked : Object.keys(PARTS)) {
  for (const row of await PARTS[name]()) console.log(line(row));
}
console.log(missed === 0 ? "\nEvery limit is kept." : `\n${missed} limits are missed.`);

function line({ what, measured, peer, limit, unit, atLeast = false }) {
  const beside = peer === undefined ? "– | –" : `${show(peer)} ${unit} | ${ratio(peer, measured)}`;
  if (limit === undefined) return `| ${what} | ${show(measured)} ${unit} | ${beside} | – | – |`;
  const met = atLeast ? measured >= limit : measured <= limit;
  if (!met) missed += 1;
  const bound = `${atLeast ? "≥" : "≤"} ${show(limit)} ${unit}`;
  return `| ${what} | ${show(measured)} ${unit} | ${beside} | ${bound} | ${ratio(measured, limit)}${met ? "" : " **missed**"} |`;
}

/** Nothing is not divided by. */
function ratio(above, below) {
  return below === 0 ? "–" : (above / below).toFixed(2);
}

function show(number) {
  if (number >= 1000) return Math.round(number).toLocaleString("en");
  if (Number.isInteger(number)) return String(number);
  return number >= 100 ? number.toFixed(0) : number.toFixed(number >= 10 ? 1 : 2);
}
