// `cargo xtask shots`: every screen in three sizes, light and dark, on one contact sheet; and the README's two pictures.
// With names (`cargo xtask shots petition tray`): only those screens.

import { mkdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { LAPTOP, PHONE, TABLET } from "./stage/chromium.mjs";
import { House } from "./stage/house.mjs";
import { allScreens } from "./stage/screens.mjs";
import { ROOT } from "./stage/settings.mjs";

const FOLDER = path.join(ROOT, "end2end", "shots");
const IMAGES = path.join(ROOT, "docs", "images");
const SIZES = { laptop: LAPTOP, tablet: TABLET, phone: PHONE };
const LIGHTS = ["light", "dark"];
/** Whoever reads the README on a slow line should not wait for its pictures. */
const README_BYTES = 200 * 1024;
/** The README's pictures: which screen on which device. */
const README = { laptop: "work-bureau", tablet: "petition" };
/** How wide a screen is on the contact sheet. */
const THUMBNAIL_PIXELS = 300;

/** Fingers or a mouse: the desk is roomier for the former. */
async function pointer(page, coarse) {
  const session = await page.context().newCDPSession(page);
  await session.send("Emulation.setTouchEmulationEnabled", { enabled: coarse });
}

/** Photographs every screen; gives the names of the pictures by screen. */
async function photograph(screens) {
  const pictures = new Map(screens.map(({ name }) => [name, []]));
  for (const [size, viewport] of Object.entries(SIZES)) {
    for (const { name, page, show } of screens) {
      await pointer(page, size !== "laptop");
      await page.setViewportSize(viewport);
      await page.emulateMedia({ colorScheme: "light" });
      await show();
      for (const light of LIGHTS) {
        await page.emulateMedia({ colorScheme: light });
        const file = `${name}-${size}-${light}.png`;
        await page.screenshot({ path: path.join(FOLDER, file) });
        pictures.get(name).push(file);
        if (light === "light" && README[size] === name) await page.screenshot({ path: path.join(IMAGES, `${size}.png`) });
      }
    }
    console.log(`${size}: ${screens.length} screens`);
  }
  return pictures;
}

function sheet(pictures) {
  const rows = [...pictures].map(
    ([name, files]) =>
      `<h2>${name}</h2><div>${files.map((file) => `<a href="${file}"><img src="${file}" alt="${file}" width="${THUMBNAIL_PIXELS}"></a>`).join("")}</div>`,
  );
  const style = "body{font-family:sans-serif;margin:16px}div{display:flex;gap:8px;align-items:flex-start}img{border:1px solid #999}h2{margin:16px 0 4px}";
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Every screen</title><style>${style}</style>${rows.join("")}</html>`;
}

const closing = [];
try {
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
  mkdirSync(IMAGES, { recursive: true });
  const house = await House.open({ after: (close) => closing.push(close) }, { petitions: 300 });
  const { screens: all } = await allScreens(house);
  const wanted = process.argv.slice(2);
  const screens = all.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
  const pictures = await photograph(screens);
  const html = path.join(FOLDER, "index.html");
  writeFileSync(html, sheet(pictures));
  const context = await house.context({ viewport: { width: (THUMBNAIL_PIXELS + 10) * 6 + 32, height: 800 } });
  const page = await context.newPage();
  await page.goto(`file://${html}`);
  await page.screenshot({ path: path.join(FOLDER, "index.png"), fullPage: true });
  const taken = Object.keys(README).filter((size) => pictures.has(README[size]));
  for (const size of taken) {
    const file = path.join(IMAGES, `${size}.png`);
    const { size: bytes } = statSync(file);
    if (bytes > README_BYTES) throw new Error(`${file} has ${bytes} bytes, more than ${README_BYTES}`);
    console.log(`docs/images/${size}.png  ${bytes} bytes`);
  }
  console.log(`end2end/shots/index.html and index.png  ${pictures.size} screens`);
} finally {
  for (const close of closing) await close();
}
