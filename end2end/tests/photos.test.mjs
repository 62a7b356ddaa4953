// Photos, scans and signatures: taken at the farm, kept on the tablet, at the bureau byte by byte.

import assert from "node:assert/strict";
import { test } from "node:test";
import { House } from "../stage/house.mjs";
import { jpeg, keptFiles, looked, SENSOR, sha256, stored, withExif } from "../stage/photo.mjs";
import { cadre, landsHandler, otherCadre } from "../stage/people.mjs";
import { acceptedPetition, signedByHead } from "../stage/petitions.mjs";
import { until } from "../stage/until.mjs";

const TITLE = "上柳村三组桥面塌陷，车过不去";
const VISIT = { met: "组长老柳", found: "桥面塌了一块，露出钢筋。", said: "孩子上学要绕五里。", agreed: "先立警示牌。" };
const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47]);

/** Chooses files under one of the form's buttons. */
async function choose(desk, button, ...files) {
  await desk.form.locator("label.pick", { hasText: button }).locator("input").setInputFiles(files);
}

const file = (name, mimeType, buffer) => ({ name, mimeType, buffer });

/** The files of a record as the bureau tells of them, once it has all their bytes. */
async function attachments(desk, id) {
  return until("every file is stored", async () => {
    const { attachments } = await desk.record(id);
    return attachments.length > 0 && attachments.every((one) => one.stored) && attachments.map((one) => one.paper);
  });
}

test("photos of a visit reach the bureau small, upright and without a place", async (t) => {
  const house = await House.open(t);
  const id = await acceptedPetition(house, TITLE);
  const field = await house.desk(cadre);
  const { page } = field;
  const camera = withExif(await jpeg(page, 4_000, 3_000), 6);
  const plain = await jpeg(page, 800, 600);
  await field.openPetition(id);

  await t.test("they are chosen, named and taken out before the visit is saved", async () => {
    await field.writeVisit(VISIT);
    await choose(field, "选照片", file("a.jpg", "image/jpeg", camera), file("b.jpg", "image/jpeg", plain), file("c.jpg", "image/jpeg", plain));
    const rows = field.form.locator("li.file");
    await rows.nth(2).waitFor();
    await rows.first().getByLabel("附件说明").fill("塌了的桥面");
    await rows.nth(2).getByRole("button", { name: "去掉" }).click();
    await rows.nth(2).waitFor({ state: "detached" });
    await rows.first().locator("img").waitFor();
  });

  await t.test("a form that is loaded anew has them still", async () => {
    await field.form.getByText(/草稿已存/).waitFor();
    await field.reload();
    await field.form.locator("li.file").nth(1).waitFor();
    assert.equal(await field.form.locator("li.file").first().getByLabel("附件说明").inputValue(), "塌了的桥面");
    assert.equal(await field.form.getByLabel("看到和查到的情况").inputValue(), VISIT.found);
  });

  await t.test("they are saved with the visit and stored byte by byte", async () => {
    await field.save("保存走访记录");
    await field.settled();
    const papers = await attachments(field, id);
    const record = await field.record(id);
    const visited = record.course.find((entry) => entry.step === "Visit").recorded_at;
    assert.deepEqual(papers.map((paper) => paper.about), [{ Visit: visited }, { Visit: visited }]);
    assert.equal(papers[0].name, "塌了的桥面");
    const { bytes } = await stored(page, id, papers[0].id);
    assert.equal(sha256(bytes), papers[0].sha256);
    assert.equal(bytes.length, papers[0].bytes);
    assert.equal(bytes.includes("Exif"), false, "nothing is left of what the camera wrote beside the picture");
    const seen = await looked(page, bytes);
    assert.deepEqual([seen.width, seen.height], [1_536, 2_048]);
    const upright = { topLeft: SENSOR.bottomLeft, topRight: SENSOR.topLeft, bottomRight: SENSOR.topRight, bottomLeft: SENSOR.bottomRight };
    assert.deepEqual(seen.corners, upright);
  });

  await t.test("the tablet lets its own copies go, and shows the bureau's", async () => {
    await until("nothing is kept", async () => (await keptFiles(page)) === 0);
    const small = field.petition.locator(".files img").first();
    // Small copies are asked for when they come into sight: each look is in the audit trail.
    await small.scrollIntoViewIfNeeded();
    await until("the small picture is drawn", () => small.evaluate((img) => img.complete && img.naturalWidth > 0));
    assert.match(await small.getAttribute("src"), /\/thumbnail$/);
  });

  await t.test("a picture opens in full, and the keyboard leads to the next one and out", async () => {
    await field.petition.getByRole("button", { name: "打开附件：塌了的桥面" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByText("第 1 张，共 2 张").waitFor();
    await until("it is drawn", () => dialog.locator("img").evaluate((img) => img.naturalWidth === 1_536));
    await page.keyboard.press("ArrowRight");
    await dialog.getByText("第 2 张，共 2 张").waitFor();
    await dialog.getByRole("button", { name: "放大" }).click();
    const pane = dialog.locator(".pane");
    await until("it is larger than its frame", () => pane.evaluate((pane) => pane.scrollWidth > pane.clientWidth));
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "hidden" });
    assert.equal(field.petitionId(), id, "and nothing else was left");
  });

  await t.test("a colleague sees them, and who may not see the petition is told what a stranger is told", async () => {
    const [paper] = (await field.record(id)).attachments.map((one) => one.paper);
    const colleague = await house.desk(otherCadre);
    await colleague.openPetition(id);
    await colleague.petition.getByRole("button", { name: "打开附件：塌了的桥面" }).waitFor();
    assert.equal((await stored(colleague.page, id, paper.id)).status, 200);
    const stranger = await house.desk(landsHandler);
    for (const part of ["", "/thumbnail", "/state"]) {
      assert.equal((await stored(stranger.page, id, paper.id, part)).status, 404, part);
    }
  });
  assert.deepEqual(field.seen.foreign, []);
  assert.deepEqual(field.seen.violations, []);
});

test("what cannot be kept is refused in words that say what to do", async (t) => {
  const house = await House.open(t);
  const id = await acceptedPetition(house, TITLE);
  const field = await house.desk(cadre);
  await field.openPetition(id);
  await field.petition.getByRole("link", { name: "添加附件" }).click();
  await field.form.waitFor();
  const heic = Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from("ftypheic\0\0\0\0mif1heic"), Buffer.alloc(200)]);
  await choose(field, "选照片", file("IMG_1.HEIC", "image/heic", heic));
  await field.form.getByText(/IMG_1\.HEIC：这是苹果手机的 HEIC 照片/).waitFor();
  await choose(field, "选照片", file("broken.jpg", "image/jpeg", Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3])));
  await field.form.getByText(/broken\.jpg：打不开/).waitFor();
  const page = (bytes) => Buffer.concat([Buffer.from("%PDF-1.7\n"), Buffer.alloc(bytes, 32)]);
  await choose(field, "选扫描件", file("large.pdf", "application/pdf", page(10 * 1024 * 1024)));
  await field.form.getByText(/large\.pdf：文件太大，最多 10 MB/).waitFor();
  const located = Buffer.concat([page(10), withExif(Buffer.from([0xff, 0xd8, 0xff, 0xd9]), 1)]);
  await choose(field, "选扫描件", file("located.pdf", "application/pdf", located));
  await field.form.getByText(/located\.pdf：这份 PDF 里的图片带有拍摄位置/).waitFor();
  assert.equal(await field.form.locator("li.file").count(), 0);
  assert.equal(await keptFiles(field.page), 0, "and nothing is half kept");

  await field.form.getByRole("button", { name: "确定添加附件" }).click();
  await field.form.getByRole("alert").getByText("请填写文件").waitFor();
  await choose(field, "选扫描件", file("contract.pdf", "application/pdf", page(1_000)));
  await field.form.locator("li.file").waitFor();
  await field.save("确定添加附件");
  await field.settled();
  const [paper] = await attachments(field, id);
  assert.deepEqual([paper.kind, paper.media, paper.about], ["Scan", "application/pdf", null]);
  assert.equal(sha256((await stored(field.page, id, paper.id)).bytes), sha256(page(1_000)));
});

test("a signature drawn with the finger is kept as a picture of ink", async (t) => {
  const house = await House.open(t);
  const id = await acceptedPetition(house, TITLE, { demands: ["修桥"] });
  const field = await house.desk(cadre);
  const { page } = field;
  await field.openPetition(id);
  await field.writeDraft("桥面塌陷属实。", [{ outcome: "支持", opinion: "本月修好。" }]);
  await field.send("保存拟处理意见");
  await signedByHead(house, id);
  await field.stands("待送达");
  await field.step("送达");
  await field.choose("送达方式", "当面");
  await field.form.getByRole("button", { name: "手写签名" }).click();
  const sheet = field.form.locator("canvas");
  await sheet.scrollIntoViewIfNeeded();
  const { x, y, width, height } = await sheet.boundingBox();
  const stroke = async (...places) => {
    const [first, ...rest] = places.map(([across, down]) => [x + width * across, y + height * down]);
    await page.mouse.move(...first);
    await page.mouse.down();
    for (const place of rest) await page.mouse.move(...place, { steps: 5 });
    await page.mouse.up();
  };
  await stroke([0.2, 0.2], [0.2, 0.8]);
  await stroke([0.5, 0.5], [0.9, 0.5]);
  await field.form.getByRole("button", { name: "退一笔" }).click();
  await field.form.getByRole("button", { name: "用这个签名" }).click();
  await field.form.locator("li.file img").waitFor();
  await field.send("确定送达");

  const [paper] = await attachments(field, id);
  assert.deepEqual([paper.kind, paper.media, paper.about], ["Signature", "image/png", "Delivery"]);
  const { bytes } = await stored(page, id, paper.id);
  assert.ok(bytes.subarray(0, 4).equals(PNG));
  const ink = await page.evaluate(async (bytes) => {
    const bitmap = await createImageBitmap(new Blob([new Uint8Array(bytes)]));
    const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext("2d");
    context.drawImage(bitmap, 0, 0);
    const opacity = (across, down) => context.getImageData(bitmap.width * across, bitmap.height * down, 1, 1).data[3];
    return { drawn: opacity(0.2, 0.5), undone: opacity(0.7, 0.5), paper: opacity(0.05, 0.05) };
  }, Array.from(bytes));
  assert.deepEqual({ ...ink, drawn: ink.drawn > 200 }, { drawn: true, undone: 0, paper: 0 });
});
