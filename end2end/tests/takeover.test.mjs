// A tablet whose earlier program kept everything in plain: taken over, sealed, and the plain one deleted.

import assert from "node:assert/strict";
import { test } from "node:test";
import { encode, idBytes } from "../stage/cbor.mjs";
import { Desk } from "../stage/desk.mjs";
import { House } from "../stage/house.mjs";
import { cadre } from "../stage/people.mjs";
import { sentPetition } from "../stage/petitions.mjs";

const TITLE = "老程序里没送出的事";
const SAVED = "在老程序里存下、还没送出的联系";
const TYPED = "在老程序里只写了一半";
const IN_VAULT = "只在老保险库里的半句";
const id = () => crypto.randomUUID();

/** Lays rows of CBOR into a database as an earlier program did. */
async function lay(page, name, version, stores, rows) {
  await page.evaluate(async ([name, version, stores, rows]) => {
    const opening = indexedDB.open(name, version);
    opened(opening);
    function opened(request) {
      request.onupgradeneeded = () => stores.forEach((store) => request.result.createObjectStore(store));
    }
    await new Promise((done, failed) => { opening.onsuccess = done; opening.onerror = failed; });
    const put = opening.result.transaction(stores, "readwrite", { durability: "strict" });
    for (const [store, key, bytes] of rows) put.objectStore(store).put(new Uint8Array(bytes), key);
    await new Promise((done, failed) => { put.oncomplete = done; put.onabort = failed; });
    opening.result.close();
  }, [name, version, stores, rows]);
}

async function databases(page) {
  return page.evaluate(async () => (await indexedDB.databases()).map((one) => one.name));
}

test("work, drafts and the person of a plain vault are taken over; then it is gone", async (t) => {
  const house = await House.open(t);
  const petition = await sentPetition(house, TITLE);
  const other = await house.desk(cadre);
  const { officer } = (await other.call("me")).body;
  const context = await house.context();
  const page = await context.newPage();
  await page.goto(house.origin);
  const bytes = { officer: idBytes(officer.id), device: idBytes(id()), inc: idBytes(id()), petition: idBytes(petition) };
  const person = { ...officer, id: bytes.officer, unit: idBytes(officer.unit) };
  await lay(page, "huiyin-device", 1, ["person"], [["person", "last", encode(person)]]);
  const identity = { version: 1, device: bytes.device, inc: bytes.inc, officer: bytes.officer, last_dseq: 1, hidden_upto: 0, tray: [null, 0] };
  const today = new Date().toISOString();
  const contact = { kind: "Call", on: today.slice(0, 10), with: "组长", said: SAVED };
  const op = {
    dseq: 1, op_id: idBytes(id()), kind: "petition", v: 1, touches: [{ record: bytes.petition, base_rev: 0 }],
    recorded_at: today, body: { Petition: { Contact: contact } },
  };
  const field = (name, text) => `${name}\u001f${text}\u001e`;
  const draft = { key: `${petition}/contact`, written: { at: Date.now(), text: field("said", IN_VAULT) } };
  await lay(page, `huiyin-vault-${officer.id}`, 1, ["identity", "ops", "tray", "let_go", "drafts"], [
    ["identity", "identity", encode(identity)],
    ["ops", 1, encode({ op, returned: false })],
    ["drafts", draft.key, encode(draft)],
  ]);
  await lay(page, `huiyin-replica-${officer.id}`, 1, ["records"], []);
  await page.evaluate(([officer, key, text]) => {
    localStorage.setItem(`huiyin.draft.${officer}.${key}`, JSON.stringify({ at: Date.now(), text }));
  }, [officer.id, `${petition}/visit`, field("found", TYPED)]);
  await context.addCookies(await other.context.cookies());

  const desk = new Desk(page, house.origin);
  await desk.goTo("/desk");
  await page.getByRole("heading", { name: "设一个解锁码" }).waitFor();
  await desk.chooseCode();
  await desk.settled();
  const record = await other.record(petition);
  assert.deepEqual(record.contacts.map((one) => one.said), [SAVED], "what was saved is sent");
  await desk.goTo(`/desk/petitions/${petition}/visit`);
  await desk.form.waitFor();
  assert.equal(await desk.form.getByLabel("看到和查到的情况").inputValue(), TYPED);
  await desk.goTo(`/desk/petitions/${petition}/contact`);
  await desk.form.waitFor();
  assert.equal(await desk.form.getByLabel("说了什么").inputValue(), IN_VAULT);

  const names = await databases(page);
  assert.ok(!names.some((name) => name.includes(officer.id)), names.join());
  const kept = await page.evaluate(() => JSON.stringify({ ...localStorage }));
  assert.ok(!kept.includes(TYPED) && !kept.includes("huiyin.draft."), "nothing typed lies in plain");
});
