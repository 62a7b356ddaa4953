// Waiting for something to become true, without asserting how long it takes.

import { setTimeout as pause } from "node:timers/promises";

/** Far beyond what a loaded machine needs: it ends a test that would hang, it measures nothing. */
export const PATIENCE_MS = 60_000;

const BETWEEN_LOOKS_MS = 50;

/** Looks until `condition` gives something truthy, and gives that back; throws with `what` when it never does. */
export async function until(what, condition) {
  const end = Date.now() + PATIENCE_MS;
  for (;;) {
    const found = await condition();
    if (found) return found;
    if (Date.now() > end) throw new Error(`never came true: ${what}`);
    await pause(BETWEEN_LOOKS_MS);
  }
}
