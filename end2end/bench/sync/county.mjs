// A bureau whose township has many petitions of about 2 KB to carry: registered at the window, sent on by the bureau.

import { randomUUID } from "node:crypto";
import { idBytes } from "../../stage/cbor.mjs";
import { bureauOfficer, cadre, registrar } from "../../stage/people.mjs";
import { Caller } from "../caller.mjs";
import { told } from "./prose.mjs";

/** As the tablet's program says them; the server answers older ones too. */
const VERSIONS = { proto: 1, schema: 2, command: 1 };
const OPS_A_PUSH = 100;

/** One device of one person, as far as the messages go. */
export class Tablet {
  /** Signs in, or shares the session of `caller`, and greets. */
  static async greet(origin, person, caller = null) {
    const tablet = new Tablet(caller ?? (await Caller.signIn(origin, person)));
    const hello = { ...tablet.name, schema: tablet.versions.schema, unsent: 0, build: "bench" };
    tablet.greeting = await tablet.caller.call("hello", { hello });
    if (tablet.greeting.upgrade_required) {
      tablet.versions = { ...VERSIONS, proto: VERSIONS.proto + 1, schema: VERSIONS.schema + 1 };
    }
    tablet.epoch = idBytes(tablet.greeting.epoch);
    return tablet;
  }

  constructor(caller) {
    this.caller = caller;
    this.versions = VERSIONS;
    this.device = idBytes(randomUUID());
    this.inc = idBytes(randomUUID());
    this.dseq = 0;
  }

  get name() {
    return { proto: this.versions.proto, device: this.device, inc: this.inc };
  }

  /** The next push of these commands, each `[record, command]`. */
  push(commands) {
    const recorded_at = new Date().toISOString();
    const ops = commands.map(([record, command]) => ({
      dseq: (this.dseq += 1),
      op_id: idBytes(randomUUID()),
      kind: "petition",
      v: this.versions.command,
      touches: [{ record: idBytes(record), base_rev: 0 }],
      recorded_at,
      body: { Petition: command },
    }));
    return { push: { ...this.name, epoch: this.epoch, ops, void: [], let_go: [] } };
  }

  /** Sends them and insists that each was done. */
  async send(commands) {
    const answer = await this.caller.call("push", this.push(commands));
    const refused = answer.outcomes.find(({ outcome }) => !outcome.Done);
    if (refused || answer.outcomes.length !== commands.length) {
      throw new Error(`not done: ${JSON.stringify(refused ?? answer).slice(0, 400)}`);
    }
  }

  /** Sends many, a full push at a time. */
  async sendAll(commands) {
    for (let from = 0; from < commands.length; from += OPS_A_PUSH) {
      await this.send(commands.slice(from, from + OPS_A_PUSH));
    }
  }

  /** Pulls until there is nothing more; gives how many changes came, and keeps the cursors for the next time. */
  async pullAll() {
    let changes = 0;
    for (;;) {
      const pull = {
        ...this.name,
        schema: this.versions.schema,
        rid: (this.rid = (this.rid ?? 0) + 1),
        epoch: this.pulled ? this.epoch : null,
        cursors: (this.pulled?.upto ?? []).map(([tag, seq]) => [tagBytes(tag), seq]),
        as_of: this.pulled?.as_of ?? 0,
        tray: [null, 0],
      };
      this.pulled = await this.caller.call("pull", { pull });
      changes += this.pulled.changes.length;
      if (!this.pulled.more) return changes;
    }
  }
}

function tagBytes(tag) {
  if (typeof tag === "string") return tag;
  return Object.fromEntries(Object.entries(tag).map(([kind, id]) => [kind, idBytes(id)]));
}

/** A visit in a few words. */
export function visit(nth) {
  return { Visit: { on: today(), place: "上柳村", met: "组长老柳", companions: "", found: `第 ${nth} 次看：渠口塌了三米。`, said: "", agreed: "" } };
}

/** Puts `count` petitions on the desk of the township; gives their ids. */
export async function fill(bureau, count) {
  const window = await Tablet.greet(bureau.origin, registrar);
  const { officer, directory } = window.greeting;
  const officers = new Map(directory.officers.map((colleague) => [colleague.name, colleague.unit]));
  const [home, township] = [officer.unit, officers.get(cadre.name)];
  const village = directory.units.find((unit) => unit.kind === "Village" && unit.parent === township).id;
  const ids = Array.from({ length: count }, () => randomUUID());
  await window.sendAll(ids.map((id, nth) => [id, { Register: registration(nth, home, village) }]));
  const desk = await Tablet.greet(bureau.origin, bureauOfficer);
  const sending = { unit: idBytes(township), assignment: null, note: "" };
  await desk.sendAll(ids.map((id) => [id, { Send: sending }]));
  window.caller.close();
  desk.caller.close();
  return ids;
}

function registration(nth, bureau, village) {
  return {
    bureau: idBytes(bureau),
    channel: "Visit",
    purpose: "Plea",
    class: "",
    title: `上柳村水渠垮塌，第 ${nth} 件`,
    text: told(nth, 14),
    place: "上柳村三组",
    village: idBytes(village),
    petitioners: [{ name: `柳${nth}`, phone: "10012345678", id_number: "", address: "柳溪镇上柳村三组" }],
    headcount: 1,
    demands: ["修好水渠"],
    received_on: today(),
    late_reason: "",
    external_numbers: [],
  };
}

function today() {
  return new Date(Date.now() + 8 * 3600 * 1000).toISOString().slice(0, 10);
}
