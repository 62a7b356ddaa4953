// Visits by the dozen, written as people write them but without waiting for a driver, and whether each arrived once.

import assert from "node:assert/strict";

/** Writes a visit with each of these words, by the form; gives those the desk called saved. */
export async function writeVisits(desk, id, found) {
  return desk.page.evaluate(async ([id, found]) => {
    const until = async (condition) => {
      while (!condition()) await new Promise((again) => setTimeout(again, 2));
    };
    const goTo = (path) => {
      const link = Object.assign(document.createElement("a"), { href: path });
      document.body.append(link);
      link.click();
      link.remove();
    };
    const type = (slot, text) => {
      const field = document.querySelector(`form.form #${slot}`);
      field.value = text;
      field.dispatchEvent(new Event("input", { bubbles: true }));
    };
    const form = `/desk/petitions/${id}/visit`;
    const saved = [];
    for (const words of found) {
      goTo(form);
      await until(() => location.pathname === form && document.querySelector("form.form #found"));
      type("met", "组长老柳");
      type("found", words);
      document.querySelector("form.form [type=submit]").click();
      await until(() => location.pathname !== form || document.querySelector(".notice.late"));
      if (location.pathname === form) break;
      saved.push(words);
    }
    return saved;
  }, [id, found]);
}

/** So many different things to have found. */
export function findings(count, about) {
  return Array.from({ length: count }, (_, nth) => `${about}，第 ${nth + 1} 次看`);
}

/** Asserts that each of these stands in the petition once, and nothing twice. */
export async function onceEach(desk, id, saved) {
  const { visits } = await desk.record(id);
  const found = visits.map((visit) => visit.found);
  assert.deepEqual(found.filter((words, nth) => found.indexOf(words) !== nth), [], "nothing stands there twice");
  assert.deepEqual(saved.filter((words) => !found.includes(words)), [], "all that was called saved is there");
  return found;
}
