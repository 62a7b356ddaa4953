// A home visit without a network, on a tablet whose battery is taken out at the worst moments.

import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { Desk } from "../stage/desk.mjs";
import { House } from "../stage/house.mjs";
import { cadre, otherCadre } from "../stage/people.mjs";
import { sentPetition } from "../stage/petitions.mjs";
import { until } from "../stage/until.mjs";

const TITLE = "上柳村二组饮水管冻裂，十七户没有水";
const VISIT = {
  met: "户主𠮷庆来、组长老柳",
  found: "总阀门井积水，管子裂了约 40 厘米。\n家里靠挑水。🙂",
  said: "“快过年了，先通水。”",
  agreed: "明天上午带水工来，先接临时管。",
};
/** The promise is a second; whoever stops typing for longer loses nothing. */
const A_SECOND_MS = 1_000;

/** What the desk itself consists of: not the bureau's answers, and not the look for a newer worker. */
const isShell = (path) => !path.startsWith("/api/") && path !== "/sw.js";

/** Everything typed into the visit form, as it stands there. */
async function typed(desk) {
  const read = (label) => desk.form.getByLabel(label).inputValue();
  return {
    met: await read("见到谁"),
    found: await read("看到和查到的情况"),
    said: await read("群众怎么说"),
    agreed: await read("商定的下一步"),
  };
}

test("a visit typed offline outlives two killed browsers and sends itself", async (t) => {
  const house = await House.open(t);
  const id = await sentPetition(house, TITLE);
  const colleague = await house.desk(otherCadre);

  const tablet = await house.tablet();
  let desk = new Desk(tablet.page, house.origin);
  await desk.goTo("/desk");
  await desk.enter(cadre);
  await desk.page.getByRole("link", { name: TITLE }).waitFor();
  await desk.keptForOffline();
  // A working day begins with a tablet that was signed in before.
  await tablet.shutDown();
  await tablet.start();
  desk = new Desk(tablet.page, house.origin);

  await t.test("the desk opens from this device alone", async () => {
    await house.bureau.kill();
    house.network.cut();
    house.network.forget();
    await desk.goTo("/desk");
    await desk.page.getByRole("link", { name: TITLE }).waitFor();
    await desk.chipReads("离线");
    assert.equal(house.network.count(isShell), 0, "no file of the desk is asked of the network");

    await tablet.context.setOffline(true);
    house.network.forget();
    await desk.goTo(`/desk/petitions/${id}`);
    await desk.stands("已转送");
    assert.equal(house.network.count(isShell), 0);
  });

  await t.test("every word typed is there after the browser was killed", async () => {
    await desk.writeVisit(VISIT);
    // Not waiting for a sign of having kept it: the promise is a time.
    await pause(A_SECOND_MS);
    await tablet.kill();

    await tablet.start();
    desk = new Desk(tablet.page, house.origin);
    await tablet.context.setOffline(true);
    await desk.goTo(`/desk/petitions/${id}/visit`);
    await desk.form.waitFor();
    assert.deepEqual(await typed(desk), VISIT);
    await desk.form.getByText("上次没写完的内容已经放回来了").waitFor();
  });

  await t.test("what is saved still waits after the browser was killed at once", async () => {
    await desk.save("保存走访记录");
    await desk.chipReads("离线，1 条已存本机");
    await tablet.kill();

    await tablet.start();
    desk = new Desk(tablet.page, house.origin);
    await tablet.context.setOffline(true);
    await desk.goTo(`/desk/petitions/${id}`);
    await desk.chipReads("离线，1 条已存本机");
    await desk.petition.getByText(VISIT.agreed).waitFor();
    await desk.petition.getByText("还没送到局里，已存在本机").first().waitFor();
    await desk.goTo(`/desk/petitions/${id}/visit`);
    await desk.form.waitFor();
    assert.equal((await typed(desk)).found, "", "the draft of a saved visit is gone");
  });

  await t.test("it sends itself once there is a network, and the colleague sees it", async () => {
    await house.bureau.start();
    house.network.mend();
    await tablet.context.setOffline(false);
    await desk.settled();

    await colleague.openPetition(id);
    for (const words of Object.values(VISIT)) await colleague.petition.getByText(words).waitFor();
    const record = await colleague.record(id);
    assert.equal(record.visits.length, 1);
    assert.deepEqual(
      { met: record.visits[0].met, found: record.visits[0].found, said: record.visits[0].said, agreed: record.visits[0].agreed },
      VISIT,
    );
  });

  await t.test("the counter of requests does count where the worker is passed by", async () => {
    const session = await tablet.context.newCDPSession(desk.page);
    await session.send("Network.enable");
    await session.send("Network.setBypassServiceWorker", { bypass: true });
    house.network.forget();
    await desk.page.reload();
    await until("the network is asked for the desk's files", () => house.network.count(isShell) > 0);
  });
});
