// Citizens' messages coming in: the county's own files where HUIYIN_SHARED names their folder, else made ones.

import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { ROOT, SERVER } from "../stage/settings.mjs";
import { timed } from "./figures.mjs";

const MADE_ROWS = 4000;

export async function importing() {
  const folder = mkdtempSync(path.join(tmpdir(), "huiyin-import-"));
  const environment = { ...process.env, HUIYIN_DATABASE: path.join(folder, "huiyin.db"), HUIYIN_LOG: "warn" };
  const run = (...words) => {
    try {
      return execFileSync(SERVER, words, { env: environment, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"], maxBuffer: 1 << 26 });
    } catch (refused) {
      // Exit status 1 says that some rows were rejected; the counts say how many.
      if (refused.status === 1) return refused.stdout;
      throw refused;
    }
  };
  try {
    run("seed", "--petitions", "20");
    const rows = [];
    for (const [name, file] of files(folder)) {
      let counts;
      const took = await timed(() => {
        counts = JSON.parse(run("import", "petitions", file, "--json").trim().split("\n").at(-1));
      });
      const told = `${counts.imported} imported, ${counts.rejected} rejected`;
      rows.push({ what: `import of ${name} (${told})`, measured: counts.imported / (took / 1000), unit: "messages/s" });
    }
    return rows;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function files(folder) {
  const shared = process.env.HUIYIN_SHARED ?? path.join(ROOT, "..", "shared", "data");
  const real = ["messages_replied.csv", "messages.csv"].map((name) => [name, path.join(shared, name)]);
  const there = real.filter(([, file]) => existsSync(file));
  return there.length > 0 ? there : [["made messages with replies", made(folder)]];
}

function made(folder) {
  const lines = ["id,user,subject,received_at,text,reply,replied_at"];
  for (let nth = 0; nth < MADE_ROWS; nth += 1) {
    const day = String(1 + (nth % 28)).padStart(2, "0");
    const text = `第 ${nth} 条留言：村口的路灯坏了，晚上老人孩子出门不方便，请尽快修。`.repeat(6);
    lines.push(`${nth},甲${nth},路灯坏了 ${nth},2019-03-${day}T09:00:00,${text},已派人修好，感谢反映。,2019-04-${day}T10:00:00`);
  }
  const file = path.join(folder, "made.csv");
  writeFileSync(file, lines.join("\n"));
  return file;
}
