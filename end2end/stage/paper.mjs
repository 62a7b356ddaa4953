// A PDF as a stranger sees it: turned into images and into text by poppler, measured against GB/T 9704-2012 as the
// server's own PDFs are (server/tests/papers/layout.rs).

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

/** Dots a millimetre. */
const DOTS = 5;
const [TOP, LEFT] = [37, 28];
const [BOTTOM, RIGHT] = [TOP + 225, LEFT + 156];
const LINES = 22;
const PITCH = 225 / LINES;
/** A letter's strokes end a little before its cell does. */
const NEAR = 1;
/** The side of the squares in which two pages are held against one another, in millimetres. */
const SQUARE = 2;

function withFile(pdf, use) {
  const folder = mkdtempSync(path.join(tmpdir(), "huiyin-paper-"));
  try {
    const file = path.join(folder, "paper.pdf");
    writeFileSync(file, pdf);
    return use(folder, file);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The pages of a PDF as grey images. */
export function pagesOf(pdf) {
  return withFile(pdf, (folder, file) => {
    execFileSync("pdftoppm", ["-gray", "-r", String(DOTS * 25.4), file, path.join(folder, "page")]);
    const pages = readdirSync(folder).filter((name) => name.endsWith(".pgm")).sort();
    return pages.map((name) => new Page(readFileSync(path.join(folder, name))));
  });
}

/** Its lines as a program reads them, page by page, without blanks and without the page's number, which is there. */
export function linesOf(pdf) {
  return withFile(pdf, (_, file) => {
    const text = execFileSync("pdftotext", ["-raw", file, "-"], { encoding: "utf8" });
    const pages = text.split("\f").filter((page) => page.trim() !== "");
    return pages.map((page, nth) => {
      const lines = page.split("\n").map((line) => line.replace(/\s/g, "")).filter((line) => line !== "");
      const number = `—${nth + 1}—`;
      // Some write it before the text, some after it.
      assert.equal(lines.filter((line) => line === number).length, 1, `page ${nth + 1} carries its number: ${lines.join("\n")}`);
      return lines.filter((line) => line !== number);
    });
  });
}

class Page {
  /** Reads a binary PGM. */
  constructor(bytes) {
    const head = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(bytes.subarray(0, 64).toString("latin1"));
    this.width = Number(head[1]);
    this.height = Number(head[2]);
    this.dots = bytes.subarray(head[0].length);
  }

  #inked(x, y) {
    return this.dots[y * this.width + x] < 200;
  }

  /** The box around the ink between these heights, in millimetres; nothing where there is none. */
  ink(from, to) {
    const box = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };
    for (let y = Math.floor(from * DOTS); y < Math.min(to * DOTS, this.height); y += 1) {
      for (let x = 0; x < this.width; x += 1) {
        if (!this.#inked(x, y)) continue;
        box.left = Math.min(box.left, x / DOTS);
        box.right = Math.max(box.right, (x + 1) / DOTS);
        box.top = Math.min(box.top, y / DOTS);
        box.bottom = Math.max(box.bottom, (y + 1) / DOTS);
      }
    }
    return box.left === Infinity ? null : box;
  }

  /** The middles of its lines from top to bottom, in millimetres. */
  lines() {
    const bands = [];
    for (let y = 0; y < this.height; y += 1) {
      let inked = false;
      for (let x = 0; x < this.width && !inked; x += 1) inked = this.#inked(x, y);
      if (!inked) continue;
      const last = bands.at(-1);
      // Strokes of one line may stand a little apart, lines do not come this close.
      if (last && y < last[1] + 2 * DOTS) last[1] = y + 1;
      else bands.push([y, y + 1]);
    }
    return bands.map(([from, to]) => (from + to) / 2 / DOTS);
  }

  /** Which squares hold ink. */
  squares() {
    const side = SQUARE * DOTS;
    const [columns, rows] = [Math.ceil(this.width / side), Math.ceil(this.height / side)];
    const inked = Array.from({ length: rows }, () => new Array(columns).fill(false));
    for (let y = 0; y < this.height; y += 1) {
      for (let x = 0; x < this.width; x += 1) {
        if (this.#inked(x, y)) inked[Math.floor(y / side)][Math.floor(x / side)] = true;
      }
    }
    return inked;
  }
}

/** What is wrong with a full page of running text, the `nth`; empty: nothing. */
export function complaints(nth, page) {
  const found = [];
  const want = (what, is, should, within) => {
    if (!(Math.abs(is - should) <= within)) found.push(`page ${nth}: ${what} at ${is.toFixed(1)}, not ${should.toFixed(1)}`);
  };
  want("paper's width", page.width / DOTS, 210, 0.5);
  want("paper's height", page.height / DOTS, 297, 0.5);
  const text = page.ink(TOP, BOTTOM);
  want("left edge of the text", text?.left ?? NaN, LEFT, NEAR);
  want("right edge of the text", text?.right ?? NaN, RIGHT, NEAR);
  const lines = page.lines();
  want("number of lines", lines.length, LINES + 1, 0);
  for (const [line, middle] of lines.slice(0, LINES).entries()) {
    want("middle of a line", middle, TOP + (line + 0.5) * PITCH, 1.2);
  }
  const number = page.ink(BOTTOM, 297);
  if (!number) return [...found, `page ${nth} has no number`];
  want("page number", (number.top + number.bottom) / 2, BOTTOM + 7, 1.5);
  // One character of 4号 in from the outer edge.
  const cell = (14 * 25.4) / 72;
  if (nth % 2 === 1) want("outer end of the page number", number.right, RIGHT - cell, NEAR);
  else want("outer end of the page number", number.left, LEFT + cell, NEAR);
  return found;
}

/** Squares with ink on one page and none in or beside the same place on the other, and the other way round. */
export function differing(one, other) {
  const alone = (here, there, which) => {
    const found = [];
    for (const [row, squares] of here.entries()) {
      for (const [column, inked] of squares.entries()) {
        const beside = [-1, 0, 1].some((down) => [-1, 0, 1].some((right) => there[row + down]?.[column + right]));
        if (inked && !beside) found.push(`${which} alone has ink ${column * SQUARE} mm from the left, ${row * SQUARE} mm from the top`);
      }
    }
    return found;
  };
  const [left, right] = [one.squares(), other.squares()];
  return [...alone(left, right, "the first"), ...alone(right, left, "the second")];
}
