// An opinion printed by the browser is the paper the server draws: the same words on the same lines, in the measures
// of GB/T 9704-2012.

import assert from "node:assert/strict";
import { test } from "node:test";
import { House } from "../stage/house.mjs";
import { complaints, differing, linesOf, pagesOf } from "../stage/paper.mjs";
import { acceptedPetition, signedByHead } from "../stage/petitions.mjs";
import { cadre } from "../stage/people.mjs";

const SENTENCES = [
  "经现场测量，两户承包地的界石被移动1.2米，与2019年确权登记的“四至”不符；",
  "村委会（上柳村）、承办人和双方当事人均到场，确认界石原在水渠以东3.5米处。",
  "另查明，《农村土地承包合同》第7条约定以水渠为界，面积2,400平方米，",
  "双方对合同本身没有争议，只对“以东”“以西”的理解不同。",
];
/** A paragraph of several pages, with punctuation, quotation marks and numbers in every place of a line. */
const FINDINGS = Array.from({ length: 32 }, (_, nth) => SENTENCES[(nth * nth + nth) % 7 % SENTENCES.length]).join("");
const OPINION = "界石于2026年6月30日前恢复到登记的位置，由村委会（上柳村）负责，承办人到场监督。".repeat(6);

/** The page as it would leave the printer. */
async function printed({ page }) {
  return page.pdf({ preferCSSPageSize: true, printBackground: true });
}

/** Adds a rule to the style sheet of the page, prints, and takes it out again. */
async function printedWith(desk, rule) {
  const nth = await desk.page.evaluate((rule) => {
    const sheet = document.styleSheets[0];
    return sheet.insertRule(`@media print { ${rule} }`, sheet.cssRules.length);
  }, rule);
  const pdf = await printed(desk);
  await desk.page.evaluate((nth) => document.styleSheets[0].deleteRule(nth), nth);
  return pdf;
}

test("an opinion printed by the browser is held against the server's PDF", async (t) => {
  const house = await House.open(t);
  const id = await acceptedPetition(house, "承包地界石被移动", { demands: ["恢复界石的位置"] });
  const field = await house.desk(cadre);
  await field.openPetition(id);
  await field.writeDraft(FINDINGS, [{ outcome: "支持", opinion: OPINION }]);
  await field.send("保存拟处理意见");
  await signedByHead(house, id);
  await field.stands("待送达");
  await field.goTo(`/desk/petitions/${id}/documents/opinion`);
  await field.form.waitFor();
  await field.send("制发并编号");
  await field.goTo(`/desk/petitions/${id}/documents/0`);
  await field.page.locator(".paper .signed").waitFor();
  const answer = await field.context.request.get(`${house.origin}/api/v1/documents/${id}/0/pdf`);
  assert.equal(answer.status(), 200);
  const drawn = await answer.body();
  const [own, server] = [pagesOf(await printed(field)), pagesOf(drawn)];
  const words = linesOf(drawn);

  await t.test("the same words stand on the same lines of the same pages", async () => {
    assert.deepEqual(linesOf(await printed(field)), words);
    assert.ok(words.length >= 3, `${words.length} pages`);
    const longest = Math.max(...words.flat().map((line) => [...line].length));
    assert.ok(longest >= 28, `${longest} characters`);
  });

  await t.test("margins, lines and page numbers are those of the standard", () => {
    assert.deepEqual(complaints(2, own[1]), []);
    assert.deepEqual(complaints(2, server[1]), []);
  });

  await t.test("as images they are one paper", () => {
    assert.equal(own.length, server.length);
    for (const [nth, page] of own.entries()) assert.deepEqual(differing(page, server[nth]), [], `page ${nth + 1}`);
  });

  await t.test("a changed style sheet is caught", async () => {
    const wider = pagesOf(await printedWith(field, "@page document { margin-left: 31mm; }"));
    assert.match(complaints(2, wider[1]).join("\n"), /left edge/);
    assert.ok(differing(wider[0], server[0]).length > 0);
    const looser = pagesOf(await printedWith(field, ".paper { line-height: 10.9mm; }"));
    assert.match(complaints(2, looser[1]).join("\n"), /number of lines/);
    assert.notDeepEqual(linesOf(await printedWith(field, ".paper p { text-indent: 3em; }")), words);
    const bare = pagesOf(await printedWith(field, "@page document:left { @bottom-left { content: none; } }"));
    assert.match(complaints(2, bare[1]).join("\n"), /has no number/);
  });
});
