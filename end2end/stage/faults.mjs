// Faults in a page of Chromium: the renderer is killed at a chosen moment of a save, and storage runs short.

import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

/** Kills every renderer of a browser, as the system does when memory runs short. */
export async function killRenderers(browser) {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  for (const { id, type } of processInfo) {
    if (type !== "renderer") continue;
    try {
      process.kill(id, "SIGKILL");
    } catch (gone) {
      if (gone.code !== "ESRCH") throw gone;
    }
  }
  await session.detach();
}

/** Asked for at the moment to die; whoever kills lets it wait for its answer. */
export const MOMENT = "/moment";
/** Asked for when the desk calls something saved. */
export const CALLED_SAVED = "/called-saved";

/**
 * Counts what the program waits for from the press of a form's button on; at the `die`-th it asks for [`MOMENT`] and
 * stands still until it is answered, so that nothing happens between the wait and the kill. Runs in the page before the
 * program.
 */
export function mortal([asked, calledSaved]) {
  const mortal = (window.mortal = { armed: false, die: Infinity, count: 0 });
  // The page stands still until it is answered: nothing else is as sure to be heard before the end.
  const tell = (path) => {
    const request = new XMLHttpRequest();
    request.open("GET", path, false);
    request.send();
  };
  const moment = () => {
    if (!mortal.armed) return;
    mortal.count += 1;
    if (mortal.count === mortal.die) tell(asked);
  };
  const around = (owner, name) => {
    const inner = owner?.[name];
    if (!inner) return;
    owner[name] = function (...words) {
      moment();
      const answer = inner.apply(this, words);
      return typeof answer?.then === "function" ? answer.finally(moment) : answer;
    };
  };
  around(window, "fetch");
  for (const name of ["encrypt", "decrypt"]) around(window.SubtleCrypto?.prototype, name);
  for (const name of ["put", "delete", "clear"]) around(IDBObjectStore.prototype, name);
  around(Storage.prototype, "setItem");
  const transaction = IDBDatabase.prototype.transaction;
  IDBDatabase.prototype.transaction = function (...words) {
    moment();
    const opened = transaction.apply(this, words);
    opened.addEventListener("complete", moment);
    return opened;
  };
  // The form gives way to the petition's page when the save was called kept.
  for (const name of ["pushState", "replaceState"]) {
    const inner = history[name];
    history[name] = function (...words) {
      if (mortal.armed && location.pathname.endsWith("/visit")) tell(calledSaved);
      return inner.apply(this, words);
    };
  }
  addEventListener("submit", () => (mortal.armed = mortal.die > 0), true);
}

/** Allows the pages of `origin` in this context so many bytes from now on; the browser forgets what it allowed before. */
export async function allow(context, page, origin, bytes) {
  const session = await context.newCDPSession(page);
  await session.send("Storage.overrideQuotaForOrigin", { origin, quotaSize: bytes });
}

/** Fills what is left of a page's storage to the last kilobyte. */
export async function fillStorage(page) {
  await page.evaluate(async () => {
    const opened = indexedDB.open("junk", 1);
    opened.onupgradeneeded = () => opened.result.createObjectStore("junk", { autoIncrement: true });
    await new Promise((done) => (opened.onsuccess = done));
    const fits = (bytes) =>
      new Promise((tell) => {
        const write = opened.result.transaction("junk", "readwrite", { durability: "strict" });
        write.objectStore("junk").add(crypto.getRandomValues(new Uint8Array(bytes)));
        write.oncomplete = () => tell(true);
        write.onabort = () => tell(false);
      });
    for (let bytes = 65_536; bytes >= 512; bytes /= 2) while (await fits(bytes));
    opened.result.close();
  });
}

/** Takes the filling away. */
export async function emptyStorage(page) {
  await page.evaluate(() => new Promise((done) => (indexedDB.deleteDatabase("junk").onsuccess = done)));
}

/** Flips a bit in every few hundred bytes of what a profile's databases hold; gives how many files it spoiled. */
export function spoilDatabases(profile) {
  const entries = readdirSync(profile, { withFileTypes: true, recursive: true });
  const files = entries
    .filter((entry) => entry.isFile() && /\.(ldb|log)$/.test(entry.name))
    .map((entry) => path.join(entry.parentPath ?? entry.path, entry.name))
    .filter((file) => file.includes("IndexedDB"));
  for (const file of files) {
    const bytes = readFileSync(file);
    for (let at = 64; at < bytes.length; at += 331) bytes[at] ^= 0x10;
    writeFileSync(file, bytes);
  }
  return files.length;
}
