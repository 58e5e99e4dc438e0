// The SIMD backend: matvec.wat, assembled (tests/browser/test_engine.py rebuilds these bytes), over an arena in its
// memory.

import { ACTIVATIONS } from "./kernels.js";
import { Problem } from "./problem.js";

const ASSEMBLED =
  "AGFzbQEAAAABFgJgC39/f39/f39/f39/AGAEf39/fwACDwEDZW52Bm1lbW9yeQIAAAMDAgABBxcCCHByb2R1Y3RzAAAIbG9naXN0aWMAAQqvBgLf" +
  "AwIIfwV7A0AgBCELIAAhDCADIQ0DQP0MAAAAAAAAAAAAAAAAAAAAACIXIhYiFSEUIAEhDiAMIRAgByEPAkADQCAPRQ0BIBAhESAQIAlqIRICQANA" +
  "IBEgEk8NASAR/QAEACETIBQgEyAO/QAEAP3mAf3kASEUIBUgEyAO/QAEEP3mAf3kASEVIBYgEyAO/QAEIP3mAf3kASEWIBcgEyAO/QAEMP3mAf3k" +
  "ASEXIA5BwABqIQ4gEUEQaiERDAALCyAQIAhqIRAgD0EBayEPDAALCyAUIBX9DQABAgMQERITBAUGBxQVFhcgFCAV/Q0ICQoLGBkaGwwNDg8cHR4f" +
  "/eQBIRQgFiAX/Q0AAQIDEBESEwQFBgcUFRYXIBYgF/0NCAkKCxgZGhsMDQ4PHB0eH/3kASEWIAL9AAQAIBQgFv0NAAECAwQFBgcQERITFBUWFyAU" +
  "IBb9DQgJCgsMDQ4PGBkaGxwdHh/95AH95AEhEyAKQQROBEAgDSAT/QsEAAUgDSAT/VoCAAAgCkECTgRAIA0gE/1aAgQBCyAKQQNOBEAgDSAT/VoC" +
  "CAILCyAMIAVqIQwgDSAGaiENIAtBAWsiCw0ACyAOIQEgAkEQaiECIANBEGohAyAKQQRrIgpBAEoNAAsLywIBBHsDQCAA/QAEACEE/QwAAK7CAACu" +
  "wgAArsIAAK7C/QwAALBCAACwQgAAsEIAALBCIAT94QH96AH96QEhBiAGQzuquD/9E/3mAf1qIQUgBiAFQwCAMT/9E/3mAf3lASEGIAYgBUODgF65" +
  "/RP95gH95QEhBkNnaVA5/RMhB0POQ7c6/RMgByAG/eYB/eQBIQdDCIkIPP0TIAcgBv3mAf3kASEHQ8GpKj39EyAHIAb95gH95AEhB0Oqqio+/RMg" +
  "ByAG/eYB/eQBIQdDAAAAP/0TIAcgBv3mAf3kASEHQwAAgD/9EyAGIAcgBiAG/eYB/eYB/eQB/eQBIQcgByAF/fgBQf8A/RH9rgFBF/2rAf3mASEH" +
  "IAEgBEMAAIA//RMgA/0R/VJDAACAP/0TIAf95AH95wH9CwQAIAFBEGohASAAQRBqIgAgAkkNAAsLAOUBBG5hbWUCiwECABgAAXgBAXcCAWIDAXkE" +
  "AW4FBXhTdGVwBgV5U3RlcAcEcm93cwgHcm93U3RlcAkEY29scwoHb3V0cHV0cwsBcAwCeHANAnlwDgJ3cA8BchADcm93EQFpEgNlbmQTAXYUAWEV" +
  "AWMWAWQXAWUBCAABeAEBeQIDZW5kAwRnYXRlBAF2BQFrBgFyBwFwA1ACAAYADGZvdXJfb3V0cHV0cwEIcG9zaXRpb24CCXJvd3NfZG9uZQMIZWFj" +
  "aF9yb3cECWNvbHNfZG9uZQULZm91cl9pbnB1dHMBAQAEZm91cg==";

const PAGE_FLOATS = 16384; // a WebAssembly page is 64 KiB

let bytes;
let compiled;

/** @returns {boolean} whether this browser runs WebAssembly with 128-bit SIMD */
export function wasmWorks() {
  bytes ??= Uint8Array.from(atob(ASSEMBLED), (character) => character.charCodeAt(0));
  try {
    compiled ??= new WebAssembly.Module(bytes); // throws without SIMD, and where a page's policy forbids WebAssembly
  } catch {
    return false;
  }
  return true;
}

/**
 * @param {number} size floats in the arena
 * @returns {import("./kernels.js").Backend}
 */
export function wasmBackend(size) {
  if (!wasmWorks()) throw new Problem("this browser does not run SIMD WebAssembly; choose the backend js or auto");
  const memory = new WebAssembly.Memory({ initial: Math.ceil(size / PAGE_FLOATS) });
  const { exports } = new WebAssembly.Instance(compiled, { env: { memory } });
  const { products, logistic } = /** @type {Record<string, (...numbers: number[]) => void>} */ (exports);
  return {
    memory: new Float32Array(memory.buffer),
    products(x, w, b, y, n, xStep, yStep, rows, rowStep, cols, outputs) {
      products(4 * x, 4 * w, 4 * b, 4 * y, n, 4 * xStep, 4 * yStep, rows, 4 * rowStep, 4 * cols, outputs);
    },
    activations: {
      ...ACTIVATIONS,
      silu: (_m, x, y, n) => logistic(4 * x, 4 * y, 4 * (x + n), -1),
      sigmoid: (_m, x, y, n) => logistic(4 * x, 4 * y, 4 * (x + n), 0),
    },
  };
}
