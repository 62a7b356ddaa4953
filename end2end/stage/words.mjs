// The words a page shows, and the ones the program itself brings along.

import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { ROOT } from "./settings.mjs";

/** A stretch of Chinese characters. */
export const CHINESE = /[\p{Script=Han}]+/gu;

/** Every text, label and hint in sight, except those that say they are in another language. */
export async function wordsInSight(page) {
  return page.evaluate(() => {
    const visible = (element) => element.checkVisibility({ checkOpacity: false }) && !element.closest("[lang|=zh]:not(html)");
    const words = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const { parentElement: parent, nodeValue: text } = walker.currentNode;
      if (text.trim() && !parent.closest("script,style,noscript") && visible(parent)) words.push(text.trim());
    }
    for (const element of document.querySelectorAll("[aria-label],[title],[placeholder],[alt]")) {
      if (!visible(element)) continue;
      for (const name of ["aria-label", "title", "placeholder", "alt"]) {
        const text = element.getAttribute(name);
        if (text?.trim()) words.push(text.trim());
      }
    }
    words.push(document.title);
    return words;
  });
}

/** A row of a text table: its Chinese and its English. */
const ROW = /"((?:[^"\\]|\\.)*)"\s*,\s*"((?:[^"\\]|\\.)*)"\s*;/g;

/** The Chinese words of the program (app/src/text) that differ from their English, as patterns for a whole text. */
export function programWords() {
  const folder = path.join(ROOT, "app", "src", "text");
  const rows = readdirSync(folder).flatMap((name) => [...readFileSync(path.join(folder, name), "utf8").matchAll(ROW)]);
  return rows.filter(([, chinese, english]) => chinese !== english).map(([, chinese]) => pattern(chinese));
}

function pattern(words) {
  const literal = (text) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const parts = words.split(/\{[a-z_]+\}/).map(literal);
  return new RegExp(`^${parts.join(".+")}$`, "u");
}
