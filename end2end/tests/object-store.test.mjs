// Files kept in an S3-compatible store instead of on the server's own disk: a setting.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { test } from "node:test";
import { promisify } from "node:util";
import { House } from "../stage/house.mjs";
import { ObjectStore } from "../stage/object-store.mjs";
import { jpeg, sha256, stored } from "../stage/photo.mjs";
import { cadre } from "../stage/people.mjs";
import { acceptedPetition } from "../stage/petitions.mjs";
import { SERVER } from "../stage/settings.mjs";
import { until } from "../stage/until.mjs";

const TITLE = "水渠垮塌，下游三十亩地浇不上";
const PREFIX = "qinghe/files";

/** What `server doctor` says of the files; the store answers from this very process, so it must not stand still. */
async function counted(bureau) {
  try {
    const { stdout } = await promisify(execFile)(SERVER, ["doctor"], { env: bureau.environment });
    return stdout;
  } catch (failed) {
    // It ends with a failure where something is wrong; what it says is what is asked for.
    return failed.stdout;
  }
}

test("a bucket holds the files when the settings name one", async (t) => {
  const bucket = await ObjectStore.open("county");
  t.after(() => bucket.close());
  const house = await House.open(t, { settings: bucket.settings(PREFIX) });
  const id = await acceptedPetition(house, TITLE);
  const field = await house.desk(cadre);
  await field.openPetition(id);
  const attach = async () => {
    await field.petition.getByRole("link", { name: "添加附件" }).click();
    const input = field.form.locator("label.pick", { hasText: "选照片" }).locator("input");
    const photo = await jpeg(field.page, 2_000, 1_500, { noise: 1 });
    await input.setInputFiles({ name: "canal.jpg", mimeType: "image/jpeg", buffer: photo });
    await field.form.locator("li.file img").waitFor();
    await field.save("确定添加附件");
  };
  const papers = async () => (await field.record(id)).attachments.map((one) => one.paper);
  const key = (shelf, paper) => `${PREFIX}/${shelf}/${id}/${paper.id}`;

  await t.test("a photo of several chunks is put there whole and comes back byte by byte", async () => {
    await attach();
    await field.settled();
    const [paper] = await papers();
    assert.ok(bucket.holds(key("whole", paper)));
    assert.equal(sha256((await stored(field.page, id, paper.id)).bytes), paper.sha256);
  });

  await t.test("its small copy is drawn into the bucket, and again when it was lost", async () => {
    const [paper] = await papers();
    for (let nth = 0; nth < 2; nth += 1) {
      const small = await stored(field.page, id, paper.id, "/thumbnail");
      assert.equal(small.status, 200);
      assert.ok(small.bytes.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff])));
      bucket.lose(key("small", paper));
    }
  });

  await t.test("the doctor counts what lies there", async () => {
    assert.match(await counted(house.bureau), /attachments: 1 stored, 0 unfinished, 0 unknown/);
  });

  await t.test("a bucket that cannot be reached delays a file and loses nothing", async () => {
    await bucket.stop();
    await attach();
    await field.chipReads("1 个附件待传");
    await until("the bureau has every byte and nowhere to put them", () => house.bureau.log.join("").includes("the keeping of attachments failed"));
    await bucket.start();
    await field.settled();
    const all = await papers();
    assert.ok(bucket.holds(key("whole", all[1])));
    assert.equal(sha256((await stored(field.page, id, all[1].id)).bytes), all[1].sha256);
  });

  await t.test("the doctor misses what is not there any more", async () => {
    const [paper] = await papers();
    bucket.lose(key("whole", paper));
    assert.match(await counted(house.bureau), /1 files of attachments are missing/);
  });
});

test("a bucket without keys is refused in a sentence, and nobody else is asked for them", async (t) => {
  const bucket = await ObjectStore.open("county");
  t.after(() => bucket.close());
  const { AWS_SECRET_ACCESS_KEY: _, ...settings } = bucket.settings(PREFIX);
  await assert.rejects(House.open(t, { settings }), /AWS_SECRET_ACCESS_KEY is not set/);
});
