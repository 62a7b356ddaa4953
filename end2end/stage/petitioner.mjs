// What a petitioner does: holds a receipt and asks with its code.

/** The code as it stands on the receipt: three groups of four. */
export const CODE = /[0-9A-Z]{4}([ -])[0-9A-Z]{4}\1[0-9A-Z]{4}/;

/** Prints the receipt of the petition in sight of `desk`, and reads the code off it. */
export async function printedCode(desk) {
  const opened = desk.page.waitForEvent("popup");
  await desk.petition.getByRole("link", { name: "登记回执" }).click();
  const receipt = await opened;
  await receipt.getByRole("heading", { name: "登记回执" }).waitFor();
  const found = CODE.exec(await receipt.locator("main").innerText());
  await receipt.close();
  if (!found) throw new Error("the receipt shows no code");
  return found[0];
}

/** Asks the public page with `code`. */
export async function askWithCode(page, origin, code) {
  await page.goto(origin);
  await page.getByLabel("查询码").fill(code);
  await page.getByRole("button", { name: "查询" }).click();
}
