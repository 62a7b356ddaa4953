// The peer beside us: PouchDB with express-pouchdb, from npm into a cache outside the checkout, never committed.

import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { homedir, tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { told } from "./prose.mjs";

const PACKAGES = ["pouchdb@9.0.0", "express-pouchdb@4.2.0", "express@4.21.2"];
const CACHE = path.join(process.env.XDG_CACHE_HOME || path.join(homedir(), ".cache"), "huiyin", "bench-peer-1");
const SCRIPT = fileURLToPath(new URL("peer_server.mjs", import.meta.url));
const DOCUMENTS_AT_ONCE = 1000;

/** Fetches the packages once; their native parts come built. */
export function install() {
  if (existsSync(path.join(CACHE, "node_modules", "express-pouchdb"))) return;
  mkdirSync(CACHE, { recursive: true });
  const words = ["install", "--prefix", CACHE, "--no-save", "--no-audit", "--no-fund", "--ignore-scripts", ...PACKAGES];
  execFileSync("npm", words, { stdio: ["ignore", "ignore", "inherit"] });
}

/** PouchDB for Node, as the peer's own packages bring it. */
export function pouchForNode() {
  return createRequire(path.join(CACHE, "package.json"))("pouchdb");
}

export class Peer {
  /** Starts its server on an empty folder. */
  static async open() {
    install();
    const peer = new Peer();
    peer.folder = mkdtempSync(path.join(tmpdir(), "huiyin-peer-"));
    peer.child = spawn(process.execPath, [SCRIPT, CACHE, peer.folder], { stdio: ["ignore", "pipe", "inherit"] });
    const [line] = await once(createInterface({ input: peer.child.stdout }), "line");
    peer.origin = line;
    return peer;
  }

  /** The address of its one database. */
  get database() {
    return `${this.origin}/db/petitions`;
  }

  /** Puts so many documents of about 2 KB there; gives their ids. */
  async fill(count) {
    const ids = Array.from({ length: count }, (_, nth) => `petition-${String(nth).padStart(6, "0")}`);
    for (let from = 0; from < count; from += DOCUMENTS_AT_ONCE) {
      const docs = ids.slice(from, from + DOCUMENTS_AT_ONCE).map((_id, nth) => ({ _id, ...document(from + nth) }));
      await this.post("_bulk_docs", { docs });
    }
    return ids;
  }

  /** Writes each of these documents once more. */
  async change(ids, word) {
    const { rows } = await this.post("_all_docs?include_docs=true", { keys: ids });
    await this.post("_bulk_docs", { docs: rows.map(({ doc }) => ({ ...doc, note: word })) });
  }

  /** Asks the database; refuses what is not an answer. */
  async post(path, body, options = {}) {
    const headers = { "content-type": "application/json" };
    const answer = await fetch(`${this.database}/${path}`, { method: "POST", headers, body: JSON.stringify(body), ...options });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  }

  async close() {
    this.child.kill("SIGKILL");
    await once(this.child, "exit");
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** What a petition holds, as a document. */
export function document(nth) {
  return {
    kind: "petition",
    state: "Sent",
    title: `上柳村水渠垮塌，第 ${nth} 件`,
    text: told(nth, 23),
    place: "上柳村三组",
    petitioners: [{ name: `柳${nth}`, phone: "10012345678", address: "柳溪镇上柳村三组" }],
    demands: ["修好水渠"],
    due: "2026-12-31",
  };
}
