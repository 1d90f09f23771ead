// How large modules are.
'use strict';

const fs = require('fs');

// Of a file what engines read: without custom sections.
function sizeOf(file) {
  const bytes = fs.readFileSync(file);
  let result = 8;
  for (let i = 8; i < bytes.length;) {
    const begin = i;
    const id = bytes[i++];
    let length = 0;
    for (let shift = 0; ; shift += 7) {
      length += (bytes[i] & 0x7f) * 2 ** shift;
      if (bytes[i++] < 0x80) break;
    }
    i += length;
    if (id !== 0) result += i - begin;
  }
  return result;
}

module.exports = { sizeOf };
