/** Bytes that grow as they are written. */

export function createBytes() {
  let bytes = new Uint8Array(1 << 16);
  let size = 0;
  const reserve = (more) => {
    if (size + more <= bytes.length) return;
    const larger = new Uint8Array(2 * bytes.length + more);
    larger.set(bytes);
    bytes = larger;
  };
  return {
    /** @param {...number} values */
    put(...values) {
      reserve(values.length);
      for (const value of values) {
        bytes[size] = value;
        size += 1;
      }
    },
    /** @param {Uint8Array} values */
    append(values) {
      reserve(values.length);
      bytes.set(values, size);
      size += values.length;
    },
    clear() {
      size = 0;
    },
    all: () => bytes.subarray(0, size),
  };
}
