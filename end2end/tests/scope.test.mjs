// The petition moves away while its work waits on a tablet; and a tablet of an old program with two hundred commands.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { randomUUID } from "node:crypto";
import { test } from "node:test";
import { decode, idBytes } from "../stage/cbor.mjs";
import { waitingPetition } from "../stage/courier.mjs";
import { findings, onceEach, writeVisits } from "../stage/fieldwork.mjs";
import { House } from "../stage/house.mjs";
import { bureauOfficer, cadre, LANDS, otherCadre } from "../stage/people.mjs";
import { ROOT } from "../stage/settings.mjs";

const TITLE = "界桩被挪动";
/** What shipped first: no file there is ever edited. */
const FIRST = path.join(ROOT, "sync", "tests", "shapes", "protocol-1");
const OLD = { proto: 1, schema: 2 };

test("the petition goes to another unit while work on it waits", async (t) => {
  const house = await House.open(t);
  const id = await waitingPetition(house.bureau, TITLE);
  const field = await house.desk(cadre);
  await field.openPetition(id);
  await field.context.setOffline(true);
  const saved = await writeVisits(field, id, findings(3, "界桩往东挪了两米"));
  assert.equal(saved.length, 3);

  const colleague = await house.desk(otherCadre);
  await colleague.openPetition(id);
  await colleague.step("提出异议");
  await colleague.fill({ 理由: "不属本镇，属自然资源部门。" });
  await colleague.send("确定提出异议");
  const bureau = await house.desk(bureauOfficer);
  await bureau.openPetition(id);
  await bureau.step("同意退回");
  await bureau.fill({ 答复说明: "转自然资源部门。" });
  await bureau.send("确定同意退回");
  await bureau.stands("已登记");
  await bureau.transfer(LANDS);

  await field.context.setOffline(false);
  await field.chipReads("3 条退回");
  await field.goTo("/desk/returned");
  for (const words of saved) await field.page.getByText(words).first().waitFor();
  assert.equal((await bureau.record(id)).visits.length, 0, "nothing was written where it no longer belonged");
  await field.goTo("/desk");
  await field.page.getByRole("heading", { name: "我的工作" }).first().waitFor();
  assert.equal(await field.page.getByRole("link", { name: TITLE }).count(), 0, "the petition has left the tablet");
});

test("an old program with two hundred commands finds the new bureau", async (t) => {
  const house = await House.open(t);
  const id = await waitingPetition(house.bureau, "灌渠漏水");
  const field = await house.desk(cadre);
  const shape = decode(readFileSync(path.join(FIRST, "op_visit.cbor")));
  const [device, inc] = [randomUUID(), randomUUID()].map(idBytes);
  const hello = { ...OLD, device, inc, unsent: 200, build: "huiyin-0.1" };
  const greeting = await field.call("hello", { hello });
  assert.equal(greeting.status, 200);
  assert.equal(greeting.body.upgrade_required, true, "it is told to become a newer one");
  const found = findings(200, "旧程序记的");
  const ops = found.map((words, nth) => ({
    ...shape,
    dseq: nth + 1,
    op_id: idBytes(randomUUID()),
    touches: [{ record: idBytes(id), base_rev: 1 }],
    recorded_at: new Date().toISOString(),
    body: { Petition: { Visit: { ...shape.body.Petition.Visit, on: new Date(Date.now() + 8 * 3600e3).toISOString().slice(0, 10), found: words } } },
  }));
  const push = (from) => ({ push: { proto: OLD.proto, epoch: idBytes(greeting.body.epoch), device, inc, ops: ops.slice(from, from + 100), void: [], let_go: [] } });
  for (const from of [0, 100, 100]) {
    const answer = await field.call("push", push(from));
    assert.equal(answer.status, 200);
    assert.equal(answer.body.last_dseq, from + 100);
    assert.ok(answer.body.outcomes.every(({ outcome }) => outcome.Done), "old shapes are taken");
  }
  const pull = { ...OLD, rid: 1, device, inc, epoch: null, cursors: [], as_of: 0, tray: [null, 0] };
  assert.equal((await field.call("pull", { pull })).body, "UpgradeRequired", "it sends, and receives after its renewal");
  await onceEach(field, id, found);
});
