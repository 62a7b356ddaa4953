// Photos on a cheap tablet: how long one is worked on before it is kept, and how fast they reach the bureau.

import { TABLET } from "../stage/chromium.mjs";
import { House } from "../stage/house.mjs";
import { jpeg } from "../stage/photo.mjs";
import { cadre } from "../stage/people.mjs";
import { acceptedPetition } from "../stage/petitions.mjs";
import { percentile, timed } from "./figures.mjs";

const ROUNDS = 5;
/** What a telephone of the day takes: twelve megapixels. */
const CAMERA = [4_000, 3_000];

export async function photos() {
  const closing = [];
  try {
    const house = await House.open({ after: (close) => closing.push(close) });
    const id = await acceptedPetition(house, "路基塌陷");
    const desk = await house.desk(cadre, { viewport: TABLET });
    const { page } = desk;
    const photo = { name: "photo.jpg", mimeType: "image/jpeg", buffer: await jpeg(page, ...CAMERA, { noise: 4 }) };
    await desk.openPetition(id);
    await desk.petition.getByRole("link", { name: "添加附件" }).click();
    const input = desk.form.locator("label.pick", { hasText: "选照片" }).locator("input");

    const devtools = await desk.context.newCDPSession(page);
    await devtools.send("Emulation.setCPUThrottlingRate", { rate: 4 });
    const kept = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const row = desk.form.locator("li.file").nth(round).locator("img");
      kept.push(
        await timed(async () => {
          await input.setInputFiles([photo]);
          await row.waitFor();
        }),
      );
    }
    await devtools.detach();

    const sent = await timed(async () => {
      await desk.save("确定添加附件");
      await desk.settled();
    });
    const { attachments } = await desk.record(id);
    const bytes = attachments.reduce((sum, { paper }) => sum + paper.bytes, 0);
    return [
      { what: `a photo of 12 megapixels made smaller and kept, processor at a quarter, median of ${ROUNDS}`, measured: percentile(kept, 0.5), limit: 3000, unit: "ms" },
      { what: "that photo as the camera wrote it", measured: photo.buffer.length / 1024, unit: "KB" },
      { what: "and as it is kept", measured: bytes / ROUNDS / 1024, unit: "KB" },
      { what: `${ROUNDS} of them saved, sent and said to be stored, same machine`, measured: bytes / 1024 / 1024 / (sent / 1000), unit: "MB/s" },
    ];
  } finally {
    for (const close of closing) await close();
  }
}
