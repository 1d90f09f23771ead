// A part of a memory in rows of 16 bytes.

const width = 16;

// The rows around an access: from which address, and how many bytes. Addresses may have 64 bits.
export function windowOf({ address, length }) {
  const first = BigInt(address) / BigInt(width);
  const begin = (first > 2n ? first - 2n : 0n) * BigInt(width);
  const accessed = BigInt(length) > 256n ? 256n : BigInt(length);
  const end = (BigInt(address) + accessed) / BigInt(width) + 3n;
  return { begin, length: Number(end * BigInt(width) - begin) };
}

const printable = (byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.');

// [{ at, cells: [{ hex, isAccessed }], text }]
export function memoryRows(bytes, begin, { address, length }) {
  const first = BigInt(address);
  const end = first + BigInt(length);
  const rows = [];
  for (let i = 0; i < bytes.length; i += width) {
    const slice = [...bytes.subarray(i, i + width)];
    const cells = slice.map((byte, k) => {
      const at = begin + BigInt(i + k);
      return { hex: byte.toString(16).padStart(2, '0'), isAccessed: first <= at && at < end };
    });
    rows.push({ at: (begin + BigInt(i)).toString(16).padStart(8, '0'), cells, text: slice.map(printable).join('') });
  }
  return rows;
}
