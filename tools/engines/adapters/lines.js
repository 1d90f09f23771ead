// Requests on standard input and answers on standard output, a line of JSON each: docs/engine-protocol.md.
'use strict';

const readline = require('readline');

function parse(line) {
  try {
    const request = JSON.parse(line);
    return typeof request === 'object' && request !== null && !Array.isArray(request) ? request : undefined;
  } catch (error) {
    return undefined;
  }
}

// `answer` has one for each request, without its `id`; what is no request is answered here.
function answerLines(answer) {
  readline.createInterface({ input: process.stdin, crlfDelay: Infinity }).on('line', (line) => {
    const request = parse(line);
    const said = request ? answer(request) : { end: 'unsupported', message: 'the line is no request in JSON' };
    const id = Number.isInteger(request?.id) ? request.id : null;
    process.stdout.write(JSON.stringify({ id, ...said }) + '\n');
  });
}

module.exports = { answerLines };
