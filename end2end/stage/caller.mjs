// Calls server functions as a signed-in officer, over one kept connection.

import http from "node:http";
import { PASSWORD } from "./bureau.mjs";
import { decode, encode } from "./cbor.mjs";

export class Caller {
  constructor(origin) {
    this.origin = origin;
    this.agent = new http.Agent({ keepAlive: true, maxSockets: 64 });
    this.cookie = "";
  }

  /** Signs in; the session's cookie is kept. */
  static async signIn(origin, person) {
    const caller = new Caller(origin);
    const { headers } = await caller.ask("sign-in", { name: person.account, password: PASSWORD });
    caller.cookie = headers["set-cookie"].map((line) => line.split(";")[0]).join("; ");
    return caller;
  }

  /** Calls a server function and decodes its answer. */
  async call(name, words = {}) {
    return decode((await this.ask(name, words)).body);
  }

  /** Calls a server function; the answer stays bytes. */
  ask(name, words = {}) {
    const body = Buffer.from(encode(words));
    return this.request("POST", `/api/v1/${name}`, { "content-type": "application/cbor" }, body);
  }

  /** Any request with the session; refuses anything above 399. */
  request(method, path, headers = {}, body = undefined) {
    const all = { ...headers, cookie: this.cookie, "sec-fetch-site": "same-origin", "accept-encoding": "br" };
    return new Promise((resolve, reject) => {
      const asked = http.request(this.origin + path, { method, agent: this.agent, headers: all }, (answer) => {
        const parts = [];
        answer.on("data", (part) => parts.push(part));
        answer.on("end", () => {
          const told = { status: answer.statusCode, headers: answer.headers, body: Buffer.concat(parts) };
          if (told.status > 399) reject(new Error(`${method} ${path}: ${told.status}`));
          else resolve(told);
        });
      });
      asked.on("error", reject);
      asked.end(body);
    });
  }

  close() {
    this.agent.destroy();
  }
}
