// The network between browsers and the bureau: it counts, and it can be slow, cut, or swallow an answer.

import http from "node:http";
import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { encode } from "./cbor.mjs";

/** How the network treats a request it passes on: `lose` is the request or the answer, `twice` sends it once more later, `instead` is answered in place of the bureau. */
const UNTOUCHED = { delayMs: 0, answerBytes: Infinity, lose: null, twice: false, instead: null };
/** How much later a message that was doubled on the way arrives once more: after what was sent since. */
const ONCE_MORE_MS = 300;

/** The same chances in every run. */
export function chances(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

export class Network {
  /** Opens a way to `bureau` on a port of its own; it stays when the bureau restarts. */
  static async open(bureau) {
    const network = new Network(bureau);
    network.listener.listen(0, "127.0.0.1");
    await once(network.listener, "listening");
    return network;
  }

  constructor(bureau) {
    this.bureau = bureau;
    /** Every request that arrived, answered or not: method, path without the query, and when. */
    this.requests = [];
    this.down = false;
    this.treatment = () => UNTOUCHED;
    this.withheld = null;
    this.sockets = new Set();
    this.listener = http.createServer((asked, answer) => this.#carry(asked, answer));
    this.listener.on("connection", (socket) => {
      this.sockets.add(socket);
      socket.on("close", () => this.sockets.delete(socket));
    });
  }

  /** Where browsers reach the bureau through this network. */
  get origin() {
    return `http://127.0.0.1:${this.listener.address().port}`;
  }

  /** Requests whose path satisfies `matches`. */
  count(matches) {
    return this.requests.filter((request) => matches(request.path)).length;
  }

  /** Forgets what was counted. */
  forget() {
    this.requests = [];
  }

  /** From now on requests still arrive, and are still counted, but nobody answers. */
  cut() {
    this.down = true;
    for (const socket of this.sockets) socket.destroy();
  }

  /** Requests pass again. */
  mend() {
    this.down = false;
  }

  /** Holds every request back for so long. */
  delay(ms) {
    this.treatment = () => ({ ...UNTOUCHED, delayMs: ms });
  }

  /** Breaks the answers to `path` off after so many bytes of their body. */
  cutAnswersAfter(bytes, path) {
    this.treatment = (asked) => (asked === path ? { ...UNTOUCHED, answerBytes: bytes } : UNTOUCHED);
  }

  /** Drops, doubles and holds back what goes to the bureau's functions, each by its own chance, so that it overtakes. */
  storm(chance) {
    this.treatment = (asked) => {
      if (!asked.startsWith("/api/") || asked.endsWith("/poke")) return UNTOUCHED;
      const [fate, twice, late] = [chance(), chance(), chance()];
      const lose = fate < 0.15 ? "request" : fate < 0.3 ? "answer" : null;
      return { ...UNTOUCHED, lose, twice: twice < 0.3, delayMs: late < 0.5 ? Math.floor(late * 800) : 0 };
    };
  }

  /** Answers so many requests to `path` as a bureau does that has too much to write. */
  overload(path, times, seconds) {
    let left = times;
    const headers = { "content-type": "application/cbor", "retry-after": seconds };
    const instead = { status: 503, headers, body: Buffer.from(encode({ Overloaded: seconds })) };
    this.treatment = (asked) => (asked === path && left-- > 0 ? { ...UNTOUCHED, instead } : UNTOUCHED);
  }

  /** Breaks every connection, and refuses `path` as a gateway does behind which nobody answers. */
  break(path) {
    const instead = { status: 502, headers: {}, body: "" };
    this.treatment = (asked) => (asked === path ? { ...UNTOUCHED, instead } : UNTOUCHED);
    for (const socket of this.sockets) socket.destroy();
  }

  /** The milliseconds between each request to `path` and the next. */
  pauses(path) {
    const times = this.requests.filter((request) => request.path === path).map((request) => request.at);
    return times.slice(1).map((at, nth) => at - times[nth]);
  }

  /** Treats every request alike again. */
  untouched() {
    this.treatment = () => UNTOUCHED;
  }

  /** Lets the next request to `path` through and keeps its answer: resolves once the bureau has given it. */
  withholdAnswer(path) {
    return new Promise((resolve) => {
      this.withheld = { path, arrived: resolve };
    });
  }

  /** Ends the listener and every connection. */
  async close() {
    this.cut();
    this.listener.close();
    await once(this.listener, "close");
  }

  /** Sends the same bytes again, later; nobody hears the answer. */
  async #onceMore(asked, body) {
    await pause(ONCE_MORE_MS);
    const again = this.#toBureau(asked);
    again.on("response", (given) => given.resume());
    // A bureau that is gone by then has not heard it twice.
    again.on("error", () => {});
    again.end(body);
  }

  #toBureau(asked) {
    const [host, port] = this.bureau.address.split(":");
    const headers = { ...asked.headers, connection: "close" };
    return http.request({ host, port, method: asked.method, path: asked.url, headers, agent: false });
  }

  async #carry(asked, answer) {
    const path = asked.url.split("?")[0];
    this.requests.push({ method: asked.method, path, at: performance.now() });
    if (this.down) {
      asked.socket.destroy();
      return;
    }
    const { delayMs, answerBytes, lose, twice, instead } = this.treatment(path);
    const body = twice ? Buffer.concat(await asked.toArray()) : null;
    if (twice) this.#onceMore(asked, body);
    // What is held back for good must not keep a finished test from ending.
    if (delayMs > 0) await pause(delayMs, undefined, { ref: false });
    if (instead) {
      asked.resume();
      answer.writeHead(instead.status, instead.headers);
      answer.end(instead.body);
      return;
    }
    if (lose === "request") {
      asked.socket.destroy();
      return;
    }
    const withheld = this.withheld?.path === path ? this.withheld : null;
    if (withheld) this.withheld = null;
    const forward = this.#toBureau(asked);
    // A bureau that is not there looks to the browser like a connection that breaks.
    forward.on("error", () => asked.socket.destroy());
    asked.on("error", () => forward.destroy());
    answer.on("close", () => forward.destroy());
    forward.on("response", (given) => {
      if (lose === "answer") {
        given.resume();
        given.on("end", () => asked.socket.destroy());
        return;
      }
      if (withheld) {
        given.resume();
        given.on("end", () => withheld.arrived({ status: given.statusCode, lose: () => asked.socket.destroy() }));
        return;
      }
      const { connection, ...told } = given.headers;
      answer.writeHead(given.statusCode, told);
      given.on("error", () => answer.destroy());
      passOn(given, answer, answerBytes);
    });
    if (twice) forward.end(body);
    else asked.pipe(forward);
  }
}

function passOn(given, answer, bytes) {
  if (bytes === Infinity) {
    given.pipe(answer);
    return;
  }
  let left = bytes;
  given.on("data", (part) => {
    answer.write(part.subarray(0, left), () => {
      if (left <= 0) answer.destroy();
    });
    left -= part.length;
  });
  given.on("end", () => answer.end());
}
