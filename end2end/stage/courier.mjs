// The bureau's functions spoken past the desk: what a device says, without a browser around it.

import { randomUUID } from "node:crypto";
import { Caller } from "./caller.mjs";
import { idBytes } from "./cbor.mjs";
import { bureauOfficer, cadre, registrar } from "./people.mjs";

/** As the tablet's program says them; the server answers older ones too. */
const VERSIONS = { proto: 1, schema: 2, command: 1 };
const OPS_A_PUSH = 100;

/** One device of one person, as far as its messages go. */
export class Courier {
  /** Signs in, or shares the session of `caller`, and greets. */
  static async greet(origin, person, caller = null) {
    const courier = new Courier(caller ?? (await Caller.signIn(origin, person)));
    const hello = { ...courier.name, schema: courier.versions.schema, unsent: 0, build: "bench" };
    courier.greeting = await courier.caller.call("hello", { hello });
    if (courier.greeting.upgrade_required) {
      courier.versions = { ...VERSIONS, proto: VERSIONS.proto + 1, schema: VERSIONS.schema + 1 };
    }
    courier.epoch = idBytes(courier.greeting.epoch);
    return courier;
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

  /** A petition as this person may see it. */
  async record(id) {
    return (await this.caller.call("record", { id: idBytes(id) })).Petition;
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

/** Puts a petition on the desk of the township for each of these `[title, text]`; gives their ids. */
export async function sendToTownship(bureau, petitions) {
  const window = await Courier.greet(bureau.origin, registrar);
  const { officer, directory } = window.greeting;
  const township = directory.officers.find((colleague) => colleague.name === cadre.name).unit;
  const village = directory.units.find((unit) => unit.kind === "Village" && unit.parent === township).id;
  const ids = petitions.map(() => randomUUID());
  await window.sendAll(ids.map((id, nth) => [id, { Register: registration(petitions[nth], officer.unit, village) }]));
  const desk = await Courier.greet(bureau.origin, bureauOfficer);
  const sending = { unit: idBytes(township), assignment: null, note: "" };
  await desk.sendAll(ids.map((id) => [id, { Send: sending }]));
  window.caller.close();
  desk.caller.close();
  return ids;
}

/** One petition that waits for the township; gives its id. */
export async function waitingPetition(bureau, title) {
  const [id] = await sendToTownship(bureau, [[title, "请尽快解决。"]]);
  return id;
}

function registration([title, text], bureau, village) {
  return {
    bureau: idBytes(bureau),
    channel: "Visit",
    purpose: "Plea",
    class: "",
    title,
    text,
    place: "上柳村三组",
    village: idBytes(village),
    petitioners: [{ name: "王桂英", phone: "10012345678", id_number: "", address: "柳溪镇上柳村三组" }],
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
