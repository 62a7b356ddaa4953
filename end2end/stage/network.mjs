// The network between browsers and the bureau: it counts, and it can be slow, cut, or swallow an answer.

import http from "node:http";
import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";

/** How the network treats a request it passes on. */
const UNTOUCHED = { delayMs: 0, answerBytes: Infinity };

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
    /** Every request that arrived, answered or not: method and path, without the query. */
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

  async #carry(asked, answer) {
    const path = asked.url.split("?")[0];
    this.requests.push({ method: asked.method, path });
    if (this.down) {
      asked.socket.destroy();
      return;
    }
    const { delayMs, answerBytes } = this.treatment(path);
    if (delayMs > 0) await pause(delayMs);
    const withheld = this.withheld?.path === path ? this.withheld : null;
    if (withheld) this.withheld = null;
    const [host, port] = this.bureau.address.split(":");
    const headers = { ...asked.headers, connection: "close" };
    const forward = http.request({ host, port, method: asked.method, path: asked.url, headers, agent: false });
    // A bureau that is not there looks to the browser like a connection that breaks.
    forward.on("error", () => asked.socket.destroy());
    asked.on("error", () => forward.destroy());
    answer.on("close", () => forward.destroy());
    forward.on("response", (given) => {
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
    asked.pipe(forward);
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
