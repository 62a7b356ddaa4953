// Nothing leaves the bureau's own origin, and nothing complains.

import assert from "node:assert/strict";
import { test } from "node:test";
import { House } from "../stage/house.mjs";
import { bureauOfficer } from "../stage/people.mjs";
import { allScreens } from "../stage/screens.mjs";
import { until } from "../stage/until.mjs";
import { openForeign, watch } from "../stage/watch.mjs";

/** What Chromium itself says, and no page can keep it from: a test took the network away, a code leads nowhere. */
const OF_THE_BROWSER = /net::ERR_INTERNET_DISCONNECTED|404 \(Not Found\) .*\/query$/;

test("a whole session asks its own origin for everything and is quiet", async (t) => {
  const house = await House.open(t);
  const { screens, desks, outside } = await allScreens(house);
  const stranger = await watch(outside.context(), house.origin);
  for (const { name, show } of screens) {
    await t.test(name, show);
  }
  for (const [who, { seen }] of Object.entries({ ...desks, stranger: { seen: stranger } })) {
    const complaints = seen.complaints.filter((text) => !OF_THE_BROWSER.test(text));
    assert.deepEqual({ ...seen, complaints }, { foreign: [], violations: [], complaints: [] }, who);
  }
});

test("the watch does notice", async (t) => {
  const house = await House.open(t);
  const foreign = await openForeign();
  t.after(foreign.close);
  const desk = await house.desk(bureauOfficer);
  await desk.page.evaluate(async (address) => {
    await fetch(address).catch(() => {});
    const image = new Image();
    image.src = `${address}/a.png`;
    document.body.append(image);
    const script = document.createElement("script");
    script.textContent = "window.inline = true";
    document.body.append(script);
    console.error("a complaint");
  }, foreign.origin);
  await until("the content policy was seen to hold", () => desk.seen.violations.length >= 3);
  const held = desk.seen.violations.map((line) => line.split(":")[0]);
  for (const directive of ["connect-src", "img-src", "script-src-elem"]) assert.ok(held.includes(directive), `${directive} in ${held}`);
  assert.equal(foreign.visits, 0, "the policy keeps even a script of ours from asking elsewhere");
  assert.equal(await desk.page.evaluate(() => window.inline), undefined);
  assert.ok(desk.seen.complaints.some((text) => text.startsWith("a complaint")));
  // What the policy stops in the page never becomes a request; leaving the page does.
  await desk.page.goto(foreign.origin);
  assert.ok(desk.seen.foreign.length > 0, "a request elsewhere is seen");
});
