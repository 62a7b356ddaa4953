// A bureau whose township has many petitions of about 2 KB to carry.

import { sendToTownship } from "../../stage/courier.mjs";
import { told } from "./prose.mjs";

/** Puts `count` petitions on the desk of the township; gives their ids. */
export function fill(bureau, count) {
  return sendToTownship(bureau, Array.from({ length: count }, (_, nth) => [`上柳村水渠垮塌，第 ${nth} 件`, told(nth, 14)]));
}
