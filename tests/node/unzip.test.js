/** Pictures come out of a zip as they went in; what is no picture stays, and what is hostile is one sentence. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { deflateRawSync } from "node:zlib";
import { isZip, MOST_PICTURES, picturesIn } from "../../web/draw/unzip.js";
import { Problem } from "../../web/engine/problem.js";

/** As any program writes it. @param {[string, Buffer][]} files @param {{flags?: number, method?: number}} [odd] */
function zipped(files, { flags = 0, method = 8 } = {}) {
  const [heads, list] = [[], []];
  let at = 0;
  for (const [name, content] of files) {
    const packed = method === 8 ? deflateRawSync(content) : content;
    const said = Buffer.from(name);
    const about = Buffer.alloc(26);
    about.writeUInt16LE(flags, 2);
    about.writeUInt16LE(method, 4);
    about.writeUInt32LE(packed.length, 14);
    about.writeUInt32LE(content.length, 18);
    about.writeUInt16LE(said.length, 22);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    about.copy(entry, 6);
    entry.writeUInt32LE(at, 42);
    const head = Buffer.concat([Buffer.from([0x50, 0x4b, 3, 4]), about, said, packed]);
    heads.push(head);
    list.push(entry, said);
    at += head.length;
  }
  const end = Buffer.alloc(22);
  const listed = Buffer.concat(list);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(at, 16);
  return new File([Buffer.concat([...heads, listed, end, Buffer.from("a comment")])], "mine.zip");
}

async function told(zip) {
  const error = await picturesIn(zip).catch((error) => error);
  assert.ok(error instanceof Problem);
  return error.message;
}

test("pictures come out as they went in, stored or deflated, and nothing else does", async () => {
  const one = Buffer.from("one".repeat(999));
  const files = /** @type {[string, Buffer][]} */ ([
    ["cats/one.PNG", one],
    ["cats/notes.txt", one],
    ["__MACOSX/._one.png", one],
    ["../../two.jpg", Buffer.from("two")],
  ]);
  for (const method of [0, 8]) {
    const found = await picturesIn(zipped(files, { method }));
    assert.deepEqual(
      found.map(({ name }) => name),
      ["one.PNG", "two.jpg"],
    );
    assert.deepEqual(Buffer.from(await found[0].arrayBuffer()), one);
  }
});

test("of very many pictures some are taken, evenly", async () => {
  const many = Array.from({ length: 3 * MOST_PICTURES }, (_, i) => [`${i}.png`, Buffer.from([i & 255])]);
  const found = await picturesIn(zipped(/** @type {[string, Buffer][]} */ (many)));
  assert.deepEqual([found.length, found[1].name, found.at(-1).name], [200, "3.png", "597.png"]);
});

test("what is hostile is one sentence", async () => {
  const picture = /** @type {[string, Buffer][]} */ ([["one.png", Buffer.alloc(9)]]);
  const unread = "mine.zip is not a zip that can be read; pack the pictures again";
  assert.equal(await told(new File(["no zip"], "mine.zip")), unread);
  assert.equal(await told(new File([], "mine.zip")), unread);
  const cut = await zipped(picture).bytes();
  assert.equal(await told(new File([cut.slice(20)], "mine.zip")), unread);
  assert.equal(await told(zipped(picture, { method: 99 })), unread);
  assert.match(await told(zipped(picture, { flags: 1 })), /is locked with a password/);
  assert.match(await told(zipped([["a.txt", Buffer.alloc(9)]])), /holds no PNG/);
  assert.match(await told(zipped([["bomb.png", Buffer.alloc(25e6)]])), /more than 20 MB/);
});

test("a zip is known by its name or its type", () => {
  assert.ok(isZip(new File([], "A.ZIP")) && isZip(new File([], "a", { type: "application/zip" })));
  assert.ok(!isZip(new File([], "zip.png")));
});
