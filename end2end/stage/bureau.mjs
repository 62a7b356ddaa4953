// A fresh bureau: a server of its own on a free port, with a database of its own and a seeded county.

import { spawn, execFileSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { DIST, SERVER } from "./settings.mjs";

/** The one password of every demonstration account. */
export const PASSWORD = "qinghe-2026";

const READY = /http:\/\/(\S+)\/desk/;

export class Bureau {
  /** Seeds a county with so many petitions and starts its server. */
  static async open({ petitions = 60, settings = {} } = {}) {
    const bureau = new Bureau(settings);
    execFileSync(SERVER, ["seed", "--petitions", String(petitions)], { env: bureau.environment, stdio: "pipe" });
    await bureau.start();
    return bureau;
  }

  constructor(settings) {
    this.folder = mkdtempSync(path.join(tmpdir(), "huiyin-"));
    this.log = [];
    this.environment = {
      ...process.env,
      HUIYIN_DATABASE: path.join(this.folder, "huiyin.db"),
      HUIYIN_LISTEN: "127.0.0.1:0",
      HUIYIN_METRICS_LISTEN: "off",
      HUIYIN_DIST: DIST,
      ...settings,
    };
  }

  /** Starts the server; after the first time on the same address as before. */
  async start() {
    const child = spawn(SERVER, ["serve"], { env: this.environment, cwd: this.folder, stdio: ["ignore", "pipe", "pipe"] });
    this.child = child;
    this.exited = once(child, "exit");
    child.stderr.on("data", (text) => this.log.push(String(text)));
    const lines = createInterface({ input: child.stdout });
    const ready = (async () => {
      for await (const line of lines) {
        this.log.push(`${line}\n`);
        const found = READY.exec(line);
        if (found) return found[1];
      }
      return null;
    })();
    this.address = await ready;
    if (!this.address) throw new Error(`the server did not start:\n${this.log.join("")}`);
    this.environment.HUIYIN_LISTEN = this.address;
    child.stdout.on("data", (text) => this.log.push(String(text)));
  }

  /** Where browsers reach it without anything in between. */
  get origin() {
    return `http://${this.address}`;
  }

  /** Whether its database holds these words anywhere, the write-ahead log included. */
  keeps(words) {
    return ["", "-wal"].some((ending) => {
      const file = this.environment.HUIYIN_DATABASE + ending;
      return existsSync(file) && readFileSync(file).includes(words);
    });
  }

  /** Ends it as a power cut would. */
  async kill() {
    this.child.kill("SIGKILL");
    await this.exited;
  }

  /** Ends it and takes its files away. */
  async close() {
    if (this.child.exitCode === null && this.child.signalCode === null) await this.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
