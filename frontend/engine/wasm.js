// The SIMD backend: matvec.wat, assembled (tests/browser/test_engine.py rebuilds these bytes), over an arena in its memory.

const ASSEMBLED =
  "AGFzbQEAAAABDwFgC39/f39/f39/f39/AAIPAQNlbnYGbWVtb3J5AgAAAwIBAAcMAQhwcm9kdWN0cwAACuIDAd8DAgh/BXsDQCAEIQsgACEMIAMh" +
  "DQNA/QwAAAAAAAAAAAAAAAAAAAAAIhciFiIVIRQgASEOIAwhECAHIQ8CQANAIA9FDQEgECERIBAgCWohEgJAA0AgESASTw0BIBH9AAQAIRMgFCAT" +
  "IA79AAQA/eYB/eQBIRQgFSATIA79AAQQ/eYB/eQBIRUgFiATIA79AAQg/eYB/eQBIRYgFyATIA79AAQw/eYB/eQBIRcgDkHAAGohDiARQRBqIREM" +
  "AAsLIBAgCGohECAPQQFrIQ8MAAsLIBQgFf0NAAECAxAREhMEBQYHFBUWFyAUIBX9DQgJCgsYGRobDA0ODxwdHh/95AEhFCAWIBf9DQABAgMQERIT" +
  "BAUGBxQVFhcgFiAX/Q0ICQoLGBkaGwwNDg8cHR4f/eQBIRYgAv0ABAAgFCAW/Q0AAQIDBAUGBxAREhMUFRYXIBQgFv0NCAkKCwwNDg8YGRobHB0e" +
  "H/3kAf3kASETIApBBE4EQCANIBP9CwQABSANIBP9WgIAACAKQQJOBEAgDSAT/VoCBAELIApBA04EQCANIBP9WgIIAgsLIAwgBWohDCANIAZqIQ0g" +
  "C0EBayILDQALIA4hASACQRBqIQIgA0EQaiEDIApBBGsiCkEASg0ACwsAvQEEbmFtZQJsAQAYAAF4AQF3AgFiAwF5BAFuBQV4U3RlcAYFeVN0ZXAH" +
  "BHJvd3MIB3Jvd1N0ZXAJBGNvbHMKB291dHB1dHMLAXAMAnhwDQJ5cA4Cd3APAXIQA3JvdxEBaRIDZW5kEwF2FAFhFQFjFgFkFwFlA0gBAAYADGZv" +
  "dXJfb3V0cHV0cwEIcG9zaXRpb24CCXJvd3NfZG9uZQMIZWFjaF9yb3cECWNvbHNfZG9uZQULZm91cl9pbnB1dHM=";

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
  if (!wasmWorks()) throw new Error("this browser does not run SIMD WebAssembly; choose the backend js or auto");
  const memory = new WebAssembly.Memory({ initial: Math.ceil(size / PAGE_FLOATS) });
  const { products } = new WebAssembly.Instance(compiled, { env: { memory } }).exports;
  return {
    memory: new Float32Array(memory.buffer),
    products(x, w, b, y, n, xStep, yStep, rows, rowStep, cols, outputs) {
      products(4 * x, 4 * w, 4 * b, 4 * y, n, 4 * xStep, 4 * yStep, rows, 4 * rowStep, 4 * cols, outputs);
    },
  };
}
