// Petitions brought to where a test begins, by the same people who would do it.

import { bureauOfficer, cadre, registrar, townshipHead, TOWNSHIP } from "./people.mjs";
import { printedCode } from "./petitioner.mjs";

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

/** The drafted opinion, signed by the head of the township. */
export async function signedByHead(house, id) {
  const head = await house.desk(townshipHead);
  await head.openPetition(id);
  await head.step("签发");
  await head.send("确定签发");
  await head.context.close();
}

/** Answered by the township against the petitioner, and delivered; gives its id and the query code. */
export async function deniedPetition(house, title) {
  const id = await acceptedPetition(house, title, { demands: ["按实际面积补偿"] });
  const window = await house.desk(registrar);
  await window.openPetition(id);
  const code = await printedCode(window);
  const field = await house.desk(cadre);
  await field.openPetition(id);
  await field.writeDraft("按登记面积发放。", [{ outcome: "不支持", opinion: "面积以登记为准。", basis: "《土地管理法》第四十八条" }]);
  await field.send("保存拟处理意见");
  await signedByHead(house, id);
  await field.stands("待送达");
  await field.step("送达");
  await field.choose("送达方式", "当面");
  await field.send("确定送达");
  return { id, code };
}
