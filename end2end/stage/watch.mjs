// What a page must never do: ask another origin, break its own content policy, complain on the console.

import { createServer } from "node:http";
import { once } from "node:events";

/** Begins to watch every page of `context`; the lists fill as things happen. */
export async function watch(context, origin) {
  const seen = { foreign: [], violations: [], complaints: [] };
  await context.exposeBinding("tellViolation", (_, text) => seen.violations.push(text));
  await context.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) => {
      window.tellViolation(`${event.effectiveDirective}: ${event.blockedURI}`);
    });
  });
  context.on("request", (request) => {
    const url = request.url();
    if (/^(https?|wss?):/.test(url) && !url.startsWith(`${origin}/`)) seen.foreign.push(url);
  });
  context.on("console", (message) => {
    if (message.type() === "error") seen.complaints.push(`${message.text()} ${message.location().url}`);
  });
  context.on("weberror", (error) => seen.complaints.push(String(error.error())));
  return seen;
}

/** Another origin, which counts who comes. */
export async function openForeign() {
  const foreign = { visits: 0 };
  const server = createServer((_, answer) => {
    foreign.visits += 1;
    answer.end("foreign");
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  foreign.origin = `http://127.0.0.1:${server.address().port}`;
  foreign.close = () => {
    server.closeAllConnections();
    server.close();
  };
  return foreign;
}
