// An S3-compatible store of somebody else's making, which checks signatures and keeps its objects in a folder.

import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import S3rver from "s3rver";

/** The store's own keys. */
const KEY = "S3RVER";

export class ObjectStore {
  /** Opens with one bucket, on a port of its own. */
  static async open(bucket) {
    const store = new ObjectStore(bucket);
    await store.start(0);
    return store;
  }

  constructor(bucket) {
    this.bucket = bucket;
    this.folder = mkdtempSync(path.join(tmpdir(), "huiyin-bucket-"));
  }

  /** Starts; after the first time on the same address as before. */
  async start(port = this.port) {
    const configureBuckets = [{ name: this.bucket }];
    const choices = { port, address: "127.0.0.1", silent: true, directory: this.folder, configureBuckets, allowMismatchedSignatures: false };
    this.server = new S3rver(choices);
    ({ port: this.port } = await this.server.run());
  }

  /** What a server is told to keep its files here. */
  settings(prefix) {
    return {
      HUIYIN_ATTACHMENTS: `s3://${this.bucket}/${prefix}`,
      AWS_ENDPOINT: `http://127.0.0.1:${this.port}`,
      AWS_ALLOW_HTTP: "true",
      AWS_REGION: "us-east-1",
      AWS_ACCESS_KEY_ID: KEY,
      AWS_SECRET_ACCESS_KEY: KEY,
    };
  }

  /** Whether an object lies under this key. */
  holds(key) {
    return existsSync(path.join(this.folder, this.bucket, `${key}._S3rver_object`));
  }

  /** Takes an object away. */
  lose(key) {
    rmSync(path.join(this.folder, this.bucket, `${key}._S3rver_object`));
  }

  /** Ends, as if the network to it broke; what it keeps stays. */
  async stop() {
    await this.server.close();
  }

  /** Ends and takes its objects away. */
  async close() {
    await this.stop().catch(() => {});
    rmSync(this.folder, { recursive: true, force: true });
  }
}
