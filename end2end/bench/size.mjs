// What a tablet loads once: the program, its script, the sheet.

import { readFileSync, statSync } from "node:fs";
import path from "node:path";
import { DIST } from "../stage/settings.mjs";

const KB = 1024;

export async function clientSize() {
  const assets = JSON.parse(readFileSync(path.join(DIST, "assets.json"), "utf8"));
  const bytes = (name, ending = "") => statSync(path.join(DIST, path.basename(assets[name]) + ending)).size;
  const shell = ["wasm", "js", "css", "boot"].reduce((sum, name) => sum + bytes(name, ".br"), 0);
  return [
    { what: "client program, raw", measured: bytes("wasm") / KB, unit: "KB" },
    { what: "client program, brotli", measured: bytes("wasm", ".br") / KB, limit: 450, unit: "KB" },
    { what: "whole shell, brotli", measured: shell / KB, unit: "KB" },
  ];
}
