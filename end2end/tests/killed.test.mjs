// The renderer is killed at each moment of a save at which the program waits for something: the disk, the cipher, the
// bureau. What was called saved is at the bureau once; what was not is still in the form.

import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { Courier, waitingPetition } from "../stage/courier.mjs";
import { Desk } from "../stage/desk.mjs";
import { CALLED_SAVED, killRenderers, MOMENT, mortal } from "../stage/faults.mjs";
import { onceEach } from "../stage/fieldwork.mjs";
import { House } from "../stage/house.mjs";
import { cadre, otherCadre } from "../stage/people.mjs";
import { KILLS } from "../stage/settings.mjs";
import { until } from "../stage/until.mjs";


/** A new page, if its renderer lives. */
async function living(context, origin) {
  const page = await context.newPage().catch(() => null);
  try {
    await page?.goto(`${origin}/health`, { timeout: 3_000 });
    return page;
  } catch {
    await page.close().catch(() => {});
    return null;
  }
}

test("killed at each await of a save", async (t) => {
  const house = await House.open(t);
  const id = await waitingPetition(house.bureau, "渡槽漏水");
  const near = await Courier.greet(house.bureau.origin, otherCadre);
  const tablet = await house.tablet();
  const { context } = tablet;
  await context.addInitScript(mortal, [MOMENT, CALLED_SAVED]);
  const calledSaved = () => house.network.count((path) => path === CALLED_SAVED) > 0;
  let desk = new Desk(await context.newPage(), house.origin);
  await desk.goTo("/desk");
  await desk.enter(cadre);

  // A page that never answers, because its renderer was the killed reserve, is closed and another one opened.
  const goToVisit = async () => {
    const opened = async () => {
      try {
        await desk.page.goto(`${house.origin}/desk/petitions/${id}/visit`, { timeout: 10_000 });
        return true;
      } catch {
        const stuck = desk.page;
        const page = await living(context, house.origin);
        if (page) desk = new Desk(page, house.origin);
        if (page) await stuck.close().catch(() => {});
        return false;
      }
    };
    await until("the visit opens", opened);
    await desk.unlockIfLocked();
  };
  const write = async (words, die) => {
    house.network.forget();
    await goToVisit();
    await desk.form.waitFor();
    await desk.fill({ 见到谁: "组长老柳", 看到和查到的情况: words });
    await desk.form.getByText("草稿已存").or(desk.form.locator("#kept")).first().waitFor();
    await desk.page.evaluate((die) => (mortal.die = die), die);
    // Nobody waits for this press: the page may be gone before it has ended.
    await desk.page.evaluate(() => setTimeout(() => document.querySelector("form.form [type=submit]").click()));
  };

  // Unharmed once, to count the moments.
  await write("没有被打断", Infinity);
  await until("the save was called kept", calledSaved);
  await desk.settled();
  const moments = await desk.page.evaluate(() => mortal.count);
  assert.ok(moments > 5, `${moments} moments`);
  t.diagnostic(`${moments} moments in one save`);

  const saved = ["没有被打断"];
  const step = Math.max(1, moments / KILLS);
  for (let nth = 1; nth <= moments; nth = Math.floor(nth + step)) {
    const words = `第 ${nth} 处被打断`;
    let reached = false;
    house.network.withholdAnswer(MOMENT).then(() => (reached = true));
    await write(words, nth);
    // A save of which fewer moments came this time ends unharmed.
    const sent = async () => calledSaved() && /已全部送达/.test(await desk.chip.innerText().catch(() => ""));
    await until("the moment came or all was sent", async () => reached || (await Promise.race([sent(), pause(200)])));
    if (reached) {
      await killRenderers(tablet.browser);
      const dead = desk.page;
      // The browser keeps a renderer in reserve, which was killed, too: a page that got it never answers.
      const page = await until("a page that lives", () => living(context, house.origin));
      desk = new Desk(page, house.origin);
      await dead.close();
    }
    await goToVisit();
    await desk.settled();
    const there = (await near.record(id)).visits.some((visit) => visit.found === words);
    if (calledSaved()) assert.ok(there, `called saved and lost: killed at moment ${nth}`);
    if (there) {
      saved.push(words);
      continue;
    }
    await desk.form.waitFor();
    assert.equal(await desk.form.getByLabel("看到和查到的情况").inputValue(), words, `neither sent nor in the form: killed at moment ${nth}`);
  }
  await onceEach(near, id, saved);
  await desk.goTo("/desk/returned");
  await desk.page.getByText("没有退回的。").waitFor();
});
