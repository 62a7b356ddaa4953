// `node peer_server.mjs CACHE FOLDER`: express-pouchdb over LevelDB in FOLDER, and a page with PouchDB in it.

import { createRequire } from "node:module";
import path from "node:path";

const [cache, folder] = process.argv.slice(2);
const require = createRequire(path.join(cache, "package.json"));
const express = require("express");
const PouchDB = require("pouchdb").defaults({ prefix: folder + path.sep });
const script = path.join(cache, "node_modules", "pouchdb", "dist", "pouchdb.min.js");

const app = express();
app.get("/bench.html", (_, answer) => answer.type("html").send('<!doctype html><meta charset="utf-8"><script src="/pouchdb.js"></script>'));
app.get("/pouchdb.js", (_, answer) => answer.sendFile(script));
const database = require("express-pouchdb")(PouchDB, { mode: "minimumForPouchDB", inMemoryConfig: true, logPath: path.join(folder, "log.txt") });
app.use("/db", database);
await new PouchDB("petitions").info();
const listener = app.listen(0, "127.0.0.1", () => console.log(`http://127.0.0.1:${listener.address().port}`));
