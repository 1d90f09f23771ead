// Calls what a flattened module exports, by its loader, and compares the results; on node and in a page.
//
// Each on a new instance, whose files begin empty. `wasi_file` is that of examples/link-time-virtualization/parent.wat.

function wasiFile() {
  const files = new Map();
  const content = (file) => files.get(file) ?? files.set(file, []).get(file);
  return {
    write(file, bytes, count) {
      const written = Math.min(count >>> 0, 4);
      for (let i = 0; i < written; ++i) content(file).push((bytes >>> (8 * i)) & 0xff);
      return written;
    },
    read(file, position, count) {
      let bytes = 0;
      for (let i = 0; i < Math.min(count >>> 0, 4); ++i) {
        bytes |= (content(file)[(position >>> 0) + i] ?? 0) << (8 * i);
      }
      return bytes;
    },
  };
}

// `expectations`: "path.of.export=RESULT", of functions without parameters. Gives a line for each, and whether all are
// right.
export async function check(instantiate, expectations) {
  const lines = [];
  let good = true;
  for (const expectation of expectations) {
    const [path, expected] = expectation.split("=");
    const { exports } = await instantiate({ wasi_file: wasiFile() });
    const result = path.split(".").reduce((object, name) => object[name], exports)() >>> 0;
    const right = String(result) === expected;
    lines.push(`${path}() => i32:${result}${right ? "" : `, expected i32:${expected}`}`);
    good &&= right;
  }
  return { lines, good };
}
