// What one device owes its officer: a lost session loses no word, and who leaves leaves nothing in sight.

import assert from "node:assert/strict";
import { test } from "node:test";
import { House } from "../stage/house.mjs";
import { cadre } from "../stage/people.mjs";
import { sentPetition } from "../stage/petitions.mjs";

const VISIT = { met: "户主", found: "水渠堵了三处。", said: "先清淤。", agreed: "周三再来。" };

test("a session that ended loses nothing: one signs in above the work and it is sent", async (t) => {
  const house = await House.open(t);
  const id = await sentPetition(house, "水渠淤塞");
  const field = await house.desk(cadre);
  await field.openPetition(id);
  await field.context.setOffline(true);
  await field.writeVisit(VISIT);
  await field.save("保存走访记录");
  await field.step("联系记录");
  await field.fill({ 和谁: "村支书" });
  await field.form.getByText(/草稿已存/).waitFor();

  await field.context.clearCookies();
  await field.context.setOffline(false);
  await field.page.getByText("登录已过期，请重新登录。写的内容都在。").waitFor();
  assert.equal(await field.form.getByLabel("和谁").inputValue(), "村支书", "the form stays as it is");
  await field.enter(cadre);
  assert.equal(await field.form.getByLabel("和谁").inputValue(), "村支书");
  const record = await field.record(id);
  assert.deepEqual(record.visits.map((visit) => visit.found), [VISIT.found]);
});

test("who leaves the device leaves no work in sight for the next", async (t) => {
  const house = await House.open(t);
  const title = "只给柳溪镇看的事";
  await sentPetition(house, title);
  const field = await house.desk(cadre);
  await field.page.getByRole("link", { name: title }).waitFor();
  await field.goTo("/desk/me");
  await field.page.getByRole("button", { name: "退出登录" }).click();
  await field.page.getByLabel("账号").waitFor();
  await field.page.reload();
  await field.page.getByLabel("账号").waitFor();
  assert.equal(await field.page.getByText(title).count(), 0);
  const asked = await field.call("me");
  assert.deepEqual(asked.body, "SignedOut", "and the session ended on the server");
});
