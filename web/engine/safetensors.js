// Reads safetensors bytes: a u64 header length, a JSON header, then raw little-endian numbers.
// Source: Hugging Face, "safetensors", https://github.com/huggingface/safetensors (format section of its README).
// Only what our exports hold (F32, F16, I32, U8); F16 is widened once, here, because all computing is float32.

import { Problem } from "./problem.js";

/** @typedef {{dtype: string, shape: number[], data: Float32Array | Int32Array | Uint8Array}} Tensor */
/** @typedef {{metadata: Record<string, string>, tensors: Map<string, Tensor>}} Contents */

const WIDTH = { F32: 4, F16: 2, I32: 4, U8: 1 };

/**
 * @param {Uint8Array} bytes a whole file
 * @returns {Contents} float tensors as Float32Array, views into `bytes` where alignment allows
 */
export function parseSafetensors(bytes) {
  const header = readHeader(bytes);
  const start = 8 + header.length;
  const tensors = new Map();
  let metadata = {};
  for (const [name, entry] of Object.entries(header.json)) {
    if (name === "__metadata__") metadata = readMetadata(entry);
    else tensors.set(name, readTensor(bytes, start, name, entry));
  }
  return { metadata, tensors };
}

/** @returns {Record<string, string>} what the file says of itself; its tensors are not looked at */
export function readMetadataOf(bytes) {
  return readMetadata(readHeader(bytes).json.__metadata__ ?? {});
}

function readHeader(bytes) {
  if (!(bytes instanceof Uint8Array))
    throw new Problem("safetensors: expected a Uint8Array; pass the raw bytes of the file");
  if (bytes.length < 8)
    throw new Problem("safetensors: expected at least 8 bytes, got {got}; download or export the file again", {
      got: bytes.length,
    });
  const length = Number(new DataView(bytes.buffer, bytes.byteOffset, 8).getBigUint64(0, true));
  if (length > bytes.length - 8) {
    throw new Problem(
      "safetensors: the header says it is {length} bytes long, but {got} follow; download or export the file again",
      { length, got: bytes.length - 8 },
    );
  }
  let json;
  try {
    json = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes.subarray(8, 8 + length)));
  } catch {
    throw new Problem("safetensors: the header is not JSON; download or export the file again");
  }
  if (!isRecord(json))
    throw new Problem("safetensors: the header must be a JSON object; download or export the file again");
  return { length, json };
}

function readMetadata(entry) {
  if (!isRecord(entry) || !Object.values(entry).every((value) => typeof value === "string")) {
    throw new Problem("safetensors: __metadata__ must map names to strings; download or export the file again");
  }
  return entry;
}

function readTensor(bytes, start, name, entry) {
  const { dtype, shape, data_offsets: range } = isRecord(entry) ? entry : {};
  if (!isSizes(shape) || !isSizes(range) || range.length !== 2) {
    throw new Problem(
      'safetensors: tensor "{name}" needs a shape and two data_offsets; download or export the file again',
      { name },
    );
  }
  if (!Object.hasOwn(WIDTH, dtype)) {
    throw new Problem('safetensors: tensor "{name}" has type {dtype}; expected one of {known}', {
      name,
      dtype,
      known: Object.keys(WIDTH).join(", "),
    });
  }
  const count = shape.reduce((product, size) => product * size, 1);
  const [from, to] = range;
  if (to - from !== count * WIDTH[dtype]) {
    throw new Problem(
      'safetensors: tensor "{name}" of shape [{shape}] needs {needs} bytes, got {got}; download or export the file' +
        " again",
      { name, shape: String(shape), needs: count * WIDTH[dtype], got: to - from },
    );
  }
  if (start + to > bytes.length) {
    throw new Problem(
      'safetensors: tensor "{name}" ends at byte {end}, but the file has {got}; download or export the file again',
      { name, end: start + to, got: bytes.length },
    );
  }
  return { dtype, shape, data: view(bytes.subarray(start + from, start + to), dtype, count) };
}

function view(raw, dtype, count) {
  if (dtype === "U8") return raw;
  const aligned = raw.byteOffset % WIDTH[dtype] === 0 ? raw : raw.slice();
  if (dtype === "I32") return new Int32Array(aligned.buffer, aligned.byteOffset, count);
  if (dtype === "F32") return new Float32Array(aligned.buffer, aligned.byteOffset, count);
  return widen(new Uint16Array(aligned.buffer, aligned.byteOffset, count));
}

/**
 * @param {Uint16Array} halves IEEE 754 binary16 bit patterns
 * @returns {Float32Array} the same numbers, exactly
 */
export function widen(halves) {
  const numbers = new Float32Array(halves.length);
  const bits = new Uint32Array(numbers.buffer);
  for (let i = 0; i < halves.length; i++) {
    const half = halves[i];
    const exponent = (half >> 10) & 31;
    const fraction = half & 1023;
    if (exponent > 0 && exponent < 31) bits[i] = ((half & 0x8000) << 16) | ((exponent + 112) << 23) | (fraction << 13);
    else if (exponent === 0) numbers[i] = (half & 0x8000 ? -fraction : fraction) * 2 ** -24;
    else numbers[i] = fraction ? NaN : half & 0x8000 ? -Infinity : Infinity;
  }
  return numbers;
}

const isRecord = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const isSizes = (value) => Array.isArray(value) && value.every((size) => Number.isSafeInteger(size) && size >= 0);
