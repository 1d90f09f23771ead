// Runs exports of a flattened module on V8: node walkthrough.mjs FILE NAME=RESULT...
//
// Each on a new instance, whose files begin empty. `wasi_file` is that of examples/link-time-virtualization/parent.wat.
import { readFileSync } from "node:fs";

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

const [path, ...expectations] = process.argv.slice(2);
const module = new WebAssembly.Module(readFileSync(path));
for (const expectation of expectations) {
  const [name, expected] = expectation.split("=");
  const { exports } = new WebAssembly.Instance(module, { wasi_file: wasiFile() });
  const result = exports[name]() >>> 0;
  console.log(`${name}() => i32:${result}`);
  if (String(result) !== expected) {
    console.error(`expected i32:${expected}`);
    process.exitCode = 1;
  }
}
