// What lies in a browser's profile folder, byte by byte: as a thief of the disk would read it.

import { readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";

/** The files of a profile that hold any of `words`, each as `word in file`; UTF-8 and UTF-16 alike. */
export function foundIn(profile, words) {
  const needles = words.flatMap((word) => [Buffer.from(word, "utf8"), Buffer.from(word, "utf16le")].map((bytes) => ({ word, bytes })));
  const found = new Set();
  for (const file of files(profile)) {
    let content;
    try {
      content = readFileSync(file);
    } catch {
      // A browser at work renames and deletes.
      continue;
    }
    for (const { word, bytes } of needles) {
      if (content.includes(bytes)) found.add(`${word} in ${path.relative(profile, file)}`);
    }
  }
  return [...found];
}

/** How many bytes lie below a folder of the profile. */
export function bytesIn(profile, folder) {
  const sizes = files(path.join(profile, folder)).map((file) => statSync(file, { throwIfNoEntry: false })?.size ?? 0);
  return sizes.reduce((sum, size) => sum + size, 0);
}

function files(folder) {
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath ?? entry.path, entry.name));
}
