// What `cargo xtask` hands to every script, with the places a development build leaves things in.

import path from "node:path";
import { fileURLToPath } from "node:url";

/** The checkout's root. */
export const ROOT = fileURLToPath(new URL("../..", import.meta.url));

const debug = path.join(ROOT, "target", "debug");

/** The server's binary. */
export const SERVER = process.env.HUIYIN_SERVER_BIN || path.join(debug, "server");

/** The Chromium binary. */
export const CHROMIUM = process.env.HUIYIN_CHROMIUM || "/usr/bin/chromium";

/**
 * How many moments of one save a renderer is killed at: a save with more has them at even steps. HUIYIN_KILLS=all kills
 * at every single one.
 */
export const KILLS = process.env.HUIYIN_KILLS === "all" ? Infinity : Number(process.env.HUIYIN_KILLS || 24);

/** The assembled client. */
export const DIST = process.env.HUIYIN_DIST || path.join(ROOT, "dist");
