// Petitions brought to where a test begins, by the same people who would do it.

import { bureauOfficer, cadre, registrar, TOWNSHIP } from "./people.mjs";

/** Registered and transferred to the township; gives its id. */
export async function sentPetition(house, title, { text = "请尽快解决。", demands = ["请解决反映的问题"] } = {}) {
  const window = await house.desk(registrar);
  const id = await window.register({ title, text, demands });
  await window.settled();
  await window.context.close();
  const officer = await house.desk(bureauOfficer);
  await officer.openPetition(id);
  await officer.transfer(TOWNSHIP);
  await officer.context.close();
  return id;
}

/** Accepted by the township's cadre; gives its id. */
export async function acceptedPetition(house, title, choices) {
  const id = await sentPetition(house, title, choices);
  const field = await house.desk(cadre);
  await field.openPetition(id);
  await field.accept();
  await field.settled();
  await field.context.close();
  return id;
}
