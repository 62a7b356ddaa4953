// What an officer does at the desk, by the words they read there.

import assert from "node:assert/strict";
import { PASSWORD } from "./bureau.mjs";
import { decode, encode, idBytes } from "./cbor.mjs";
import { until } from "./until.mjs";

/** The unlock code of everybody on every device. */
export const CODE = "135246";

/** The words of the chip when everything is at the bureau, and this device has heard from it. */
export const ALL_SENT = /^已全部送达 \d\d:\d\d$/;

/** An id that no record has. */
export const NOBODYS = "00000000-0000-7000-8000-000000000000";

export class Desk {
  constructor(page, origin) {
    this.page = page;
    this.origin = origin;
  }

  /** Opens the desk in a new page of `context` and signs `person` in. */
  static async signIn(context, origin, person) {
    const desk = new Desk(await context.newPage(), origin);
    await desk.goTo("/desk");
    await desk.enter(person);
    return desk;
  }

  /** Opens an address of the desk, as if typed, and unlocks it where it is locked. */
  async goTo(path) {
    await this.page.goto(this.origin + path);
    await this.unlockIfLocked();
  }

  /** Loads the page anew and unlocks it. */
  async reload() {
    await this.page.reload();
    await this.unlockIfLocked();
  }

  /** Types the unlock code at the locked desk. */
  async unlock(code = CODE) {
    await this.codeField.fill(code);
    await this.codeField.press("Enter");
    await this.chip.waitFor();
  }

  /** Unlocks the desk that was just opened, where it is locked. */
  async unlockIfLocked() {
    // The grey lines go when the program has decided what to show.
    await this.page.locator("#boot").waitFor({ state: "detached" });
    if ((await this.codeField.isVisible()) && !(await this.newCode.isVisible())) await this.unlock();
  }

  /** Fills the door, chooses an unlock code where one is asked for, and waits until the work is here. */
  async enter(person) {
    const { page } = this;
    await page.locator("#account").fill(person.account);
    await page.locator("#password").fill(PASSWORD);
    await page.locator("#password").press("Enter");
    await this.chip.or(this.newCode).first().waitFor();
    if (await this.newCode.isVisible()) await this.chooseCode();
    await this.settled();
  }

  /** Chooses the unlock code of this device. */
  async chooseCode(code = CODE) {
    await this.codeField.fill(code);
    await this.newCode.fill(code);
    await this.newCode.press("Enter");
    await this.chip.waitFor();
  }

  /** Where the unlock code is typed. */
  get codeField() {
    return this.page.locator("#code");
  }

  /** Where a new unlock code is typed again. */
  get newCode() {
    return this.page.locator("#code-again");
  }

  /** The chip that says what is sent, kept here, came back. */
  get chip() {
    return this.page.locator("#saved");
  }

  /** Waits until the chip reads so. */
  async chipReads(words) {
    await this.chip.filter({ hasText: words }).waitFor();
  }

  /** Waits until everything saved here is at the bureau. */
  async settled() {
    await this.chipReads(ALL_SENT);
  }

  /** The id of the petition in sight. */
  petitionId() {
    return /petitions\/([0-9a-f-]{36})/.exec(new URL(this.page.url()).pathname)?.[1];
  }

  /** How many petitions a search in the list finds. */
  async hits(words) {
    await this.goTo("/desk/petitions");
    const list = this.page.getByRole("region", { name: "列表" });
    const answered = this.page.waitForResponse(
      (answer) => answer.url().endsWith("/api/v1/list") && answer.request().postDataBuffer().includes(words),
    );
    await this.page.getByRole("searchbox").fill(words);
    await (await answered).finished();
    // The answer is drawn in the frame after it came.
    await this.page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
    const idle = list.locator("[aria-busy=false]").filter({ hasText: /共 \d+ 件|没有符合的信访件/ });
    return Number(/共 (\d+) 件/.exec(await idle.innerText())?.[1] ?? 0);
  }

  /** The petition's page in sight. */
  get petition() {
    return this.page.locator("article.petition");
  }

  /** Opens a petition by its address. */
  async openPetition(id) {
    await this.goTo(`/desk/petitions/${id}`);
    await this.petition.getByRole("heading", { level: 1 }).waitFor();
  }

  /** Waits until the petition in sight stands so. */
  async stands(state) {
    await this.petition.locator("header .state").getByText(state, { exact: true }).waitFor();
  }

  /** Opens the form of a step from the petition's page, under 更多 if it is there. */
  async step(name) {
    const steps = this.page.getByRole("navigation", { name: "下一步" });
    const link = steps.getByRole("link", { name, exact: true });
    const more = steps.getByText("更多", { exact: true });
    await steps.waitFor();
    if (!(await link.isVisible()) && (await more.isVisible())) await more.click();
    await link.click();
    await this.form.waitFor();
  }

  /** The form in sight. */
  get form() {
    return this.page.locator("form.form");
  }

  /** Fills fields of the form by label. */
  async fill(fields) {
    for (const [label, text] of Object.entries(fields)) {
      await this.form.getByLabel(label).fill(text);
    }
  }

  /** Chooses one of a few by the question and the answer. */
  async choose(question, answer) {
    await this.form.getByRole("group", { name: question }).getByRole("radio", { name: answer, exact: true }).check();
  }

  /** Presses the form's button and waits for the petition's page. */
  async save(label) {
    await this.form.getByRole("button", { name: label, exact: true }).click();
    await this.petition.getByRole("heading", { level: 1 }).waitFor();
  }

  /** Presses the form's button and waits until the bureau has it. */
  async send(label) {
    await this.save(label);
    await this.settled();
  }

  /** Registers a petition; gives its id. */
  async register({ channel = "来访", purpose = "求决", title, text, demands, person = {}, village = "上柳村" }) {
    await this.goTo("/desk/register");
    await this.form.waitFor();
    await this.choose("来源", channel);
    await this.choose("信访目的", purpose);
    await this.fillPerson(person);
    await this.fill({ 标题: title, 反映的内容: text });
    await this.form.getByLabel("涉及村（社区）").selectOption({ label: village });
    for (const [nth, demand] of demands.entries()) {
      if (nth > 0) await this.form.getByRole("button", { name: "再加一项诉求" }).click();
      await this.form.getByLabel(`诉求 ${nth + 1}`).fill(demand);
    }
    await this.form.getByRole("button", { name: "确定登记", exact: true }).click();
    await this.page.waitForURL(/petitions\//);
    return this.petitionId();
  }

  async fillPerson({ name = "王桂英", phone = "10012345678", id = "", address = "柳溪镇上柳村三组" }) {
    // Other questions of the form speak of a telephone, too.
    for (const [label, text] of Object.entries({ 姓名: name, 身份证号: id, 电话: phone, 住址: address })) {
      await this.form.getByRole("textbox", { name: label }).fill(text);
    }
  }

  /** Transfers the petition in sight. */
  async transfer(unit, note = "") {
    await this.step("转送");
    await this.form.getByLabel("转给哪个单位").selectOption({ label: unit });
    await this.fill({ 附言: note });
    await this.send("确定转送");
  }

  /** Accepts the petition in sight for oneself. */
  async accept() {
    await this.step("受理");
    await this.choose("告知书送达方式", "当面");
    await this.save("确定受理");
  }

  /** Opens the visit form and writes into it. */
  async writeVisit({ met, found, said = "", agreed = "" }) {
    await this.step("走访记录");
    await this.fill({ 见到谁: met, 看到和查到的情况: found, 群众怎么说: said, 商定的下一步: agreed });
  }

  /** Opens the draft form and answers each demand. */
  async writeDraft(findings, answers) {
    await this.step("拟处理意见");
    await this.fill({ 查明的事实: findings });
    for (const [nth, { outcome, opinion, basis = "《信访工作条例》第三十二条" }] of answers.entries()) {
      await this.choose(`对诉求 ${nth + 1} 的答复`, outcome);
      const answer = this.form.locator("section.group").filter({ has: this.page.getByRole("heading", { name: `诉求 ${nth + 1}`, exact: true }) });
      await answer.getByRole("textbox", { name: "意见和理由" }).fill(opinion);
      await answer.getByRole("textbox", { name: "依据" }).fill(basis);
    }
  }

  /** Asks the bureau for a record past the desk, as this officer. */
  async record(id) {
    const answer = await this.call("record", { id: idBytes(id) });
    assert.equal(answer.status, 200, `record ${id}: ${JSON.stringify(answer.body)}`);
    return answer.body.Petition;
  }

  /** Calls a server function with this officer's session; `body` in the names of its arguments. */
  async call(endpoint, body = {}) {
    const answer = await this.page.evaluate(
      async ([endpoint, bytes]) => {
        const headers = { "content-type": "application/cbor", accept: "application/cbor" };
        const answer = await fetch(`/api/v1/${endpoint}`, { method: "POST", headers, body: new Uint8Array(bytes) });
        return { status: answer.status, bytes: Array.from(new Uint8Array(await answer.arrayBuffer())) };
      },
      [endpoint, encode(body)],
    );
    return { status: answer.status, body: decode(Uint8Array.from(answer.bytes)) };
  }

  /** Waits until the service worker keeps the desk for offline. */
  async keptForOffline() {
    await this.page.evaluate(async () => {
      await navigator.serviceWorker.ready;
    });
    await until("the desk's files are kept", () =>
      this.page.evaluate(async () => {
        const names = await caches.keys();
        const kept = await Promise.all(names.map(async (name) => (await (await caches.open(name)).match("/desk")) !== undefined));
        return kept.includes(true);
      }),
    );
  }
}
