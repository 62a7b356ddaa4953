// Photos as cameras make them, and what a stored file shows.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { until } from "./until.mjs";

/** The corners of a photo as its sensor saw them: red, green, blue and white. */
export const SENSOR = { topLeft: "red", topRight: "green", bottomLeft: "blue", bottomRight: "white" };

/**
 * A JPEG of this size with a colour in each corner; `noise` makes it as large as a real one: random dots, each so many
 * pixels wide, 1 being more than any camera sees.
 */
export async function jpeg(page, width, height, { noise = 0 } = {}) {
  const bytes = await page.evaluate(
    async ([width, height, noise]) => {
      const canvas = new OffscreenCanvas(width, height);
      const context = canvas.getContext("2d");
      if (noise > 0) {
        const fine = new OffscreenCanvas(width / noise, height / noise);
        const dots = fine.getContext("2d").createImageData(fine.width, fine.height);
        let seed = 1;
        for (let at = 0; at < dots.data.length; at += 4) {
          seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
          dots.data.set([seed >>> 24, (seed >>> 16) & 255, (seed >>> 8) & 255, 255], at);
        }
        fine.getContext("2d").putImageData(dots, 0, 0);
        context.drawImage(fine, 0, 0, width, height);
      }
      const [w, h] = [width / 4, height / 4];
      for (const [colour, x, y] of [["#f00", 0, 0], ["#0f0", width - w, 0], ["#00f", 0, height - h], ["#fff", width - w, height - h]]) {
        context.fillStyle = colour;
        context.fillRect(x, y, w, h);
      }
      const blob = await canvas.convertToBlob({ type: "image/jpeg", quality: 0.92 });
      return Array.from(new Uint8Array(await blob.arrayBuffer()));
    },
    [width, height, noise],
  );
  return Buffer.from(bytes);
}

/** The same photo with what a camera writes beside it: which way up it was held, and where (Exif 2.32). */
export function withExif(photo, orientation) {
  const entry = (tag, type, count, value) => {
    const bytes = Buffer.alloc(12);
    bytes.writeUInt16BE(tag, 0);
    bytes.writeUInt16BE(type, 2);
    bytes.writeUInt32BE(count, 4);
    value(bytes);
    return bytes;
  };
  const short = (number) => (bytes) => bytes.writeUInt16BE(number, 8);
  const long = (number) => (bytes) => bytes.writeUInt32BE(number, 8);
  const text = (letters) => (bytes) => bytes.write(letters, 8);
  const directory = (...entries) => {
    const count = Buffer.alloc(2);
    count.writeUInt16BE(entries.length);
    return Buffer.concat([count, ...entries, Buffer.alloc(4)]);
  };
  const header = Buffer.from([0x4d, 0x4d, 0, 0x2a, 0, 0, 0, 8]);
  const HEADER_AND_TWO_ENTRIES = 8 + 2 + 2 * 12 + 4;
  const first = directory(entry(0x0112, 3, 1, short(orientation)), entry(0x8825, 4, 1, long(HEADER_AND_TWO_ENTRIES)));
  const place = directory(entry(1, 2, 2, text("N")), entry(3, 2, 2, text("E")));
  const exif = Buffer.concat([Buffer.from("Exif\0\0"), header, first, place]);
  const marker = Buffer.from([0xff, 0xe1, 0, 0]);
  marker.writeUInt16BE(exif.length + 2, 2);
  return Buffer.concat([photo.subarray(0, 2), marker, exif, photo.subarray(2)]);
}

/** Fetches what the bureau stores, as this page's officer: its status and bytes. */
export async function stored(page, record, id, part = "") {
  const answer = await page.evaluate(async (address) => {
    const answer = await fetch(address);
    return { status: answer.status, bytes: Array.from(new Uint8Array(await answer.arrayBuffer())) };
  }, `/api/v1/attachments/${record}/${id}${part}`);
  return { status: answer.status, bytes: Buffer.from(answer.bytes) };
}

/** SHA-256 as ledgers write it. */
export function sha256(bytes) {
  return createHash("sha256").update(bytes).digest("hex");
}

/** How a picture looks: its size and the colour of each corner. */
export async function looked(page, bytes) {
  return page.evaluate(async (bytes) => {
    const bitmap = await createImageBitmap(new Blob([new Uint8Array(bytes)]), { imageOrientation: "none" });
    const { width, height } = bitmap;
    const context = new OffscreenCanvas(width, height).getContext("2d");
    context.drawImage(bitmap, 0, 0);
    const colour = (x, y) => {
      const [red, green, blue] = context.getImageData(x, y, 1, 1).data.map((part) => (part > 127 ? 1 : 0));
      return { 100: "red", "010": "green", "001": "blue", 111: "white" }[`${red}${green}${blue}`] ?? "other";
    };
    const [right, bottom] = [width - 10, height - 10];
    return {
      width,
      height,
      corners: { topLeft: colour(10, 10), topRight: colour(right, 10), bottomLeft: colour(10, bottom), bottomRight: colour(right, bottom) },
    };
  }, Array.from(bytes));
}

/** Whether the tablet's own database still holds files. */
export async function keptFiles(page) {
  return page.evaluate(async () => {
    const names = (await indexedDB.databases()).map(({ name }) => name).filter((name) => name.startsWith("huiyin-vault"));
    const open = (name) =>
      new Promise((resolve, reject) => {
        const request = indexedDB.open(name);
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const count = (database, store) =>
      new Promise((resolve, reject) => {
        const request = database.transaction([store]).objectStore(store).count();
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    let kept = 0;
    for (const name of names) {
      const database = await open(name);
      for (const store of ["files", "pieces"]) kept += await count(database, store);
      database.close();
    }
    return kept;
  });
}

/** The paper of a petition's first file, once the bureau has every byte of it. */
export async function storedPhoto(desk, id) {
  const paper = await until("the photo is stored", async () => {
    const [one] = (await desk.record(id)).attachments;
    return one?.stored && one.paper;
  });
  const { bytes } = await stored(desk.page, id, paper.id);
  assert.equal(sha256(bytes), paper.sha256);
  return paper;
}

/** Chooses a photo in the form in sight. */
export async function choosePhoto(desk, photo) {
  const input = desk.form.locator("label.pick", { hasText: "选照片" }).locator("input");
  await input.setInputFiles({ name: "bank.jpg", mimeType: "image/jpeg", buffer: photo });
}

/** Writes a visit with a photo and saves it. */
export async function visitWithPhoto(desk, photo, visit = { met: "护堤员", found: "堤脚渗水，长约二十米。" }) {
  await desk.writeVisit(visit);
  await choosePhoto(desk, photo);
  await desk.form.locator("li.file img").waitFor();
  await desk.save("保存走访记录");
}
