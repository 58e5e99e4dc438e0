/**
 * Evaluates functions that arrive as lines of JSON, as a page of a browser would: `{body, argument, files}`, then
 * `{value}` or `{error}`. A module's address begins with "/web/"; `fetch` finds the files that were sent.
 */

import { createInterface } from "node:readline";

const WEB = new URL("../../web/", import.meta.url).href;
const files = new Map();

globalThis.fetch = async (path) => new Response(files.get(String(path)));

/** JSON has no NaN and no infinity. */
const plain = (_, value) => (typeof value === "number" && !Number.isFinite(value) ? { "not finite": `${value}` } : value);
const whole = (_, value) => (value && typeof value["not finite"] === "string" ? Number(value["not finite"]) : value);

async function answer({ body, argument, files: sent }) {
  for (const [path, content] of Object.entries(sent)) files.set(path, Buffer.from(content, "base64"));
  const made = (0, eval)(`(${body.replaceAll(/(?<=["'`])\/web\//g, WEB)})`);
  return typeof made === "function" ? await made(argument) : await made;
}

for await (const line of createInterface({ input: process.stdin })) {
  let said;
  try {
    said = { value: (await answer(JSON.parse(line, whole))) ?? null };
  } catch (error) {
    said = { error: String(error?.stack ?? error) };
  }
  process.stdout.write(`${JSON.stringify(said, plain)}\n`);
}
