// The site over HTTP, for a browser on the same machine.
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';

const types = {
  '.html': 'text/html; charset=utf-8', '.css': 'text/css; charset=utf-8', '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8', '.json': 'application/json', '.svg': 'image/svg+xml', '.png': 'image/png',
  '.pdf': 'application/pdf', '.wasm': 'application/wasm', '.woff2': 'font/woff2',
};

function isFile(name) {
  try {
    return fs.statSync(name).isFile();
  } catch {
    return false;
  }
}

// The file that an address names, undefined if there is none in the folder.
export function fileOf(folder, url) {
  let way;
  try {
    way = decodeURIComponent(url.replace(/[?#].*$/, ''));
  } catch {
    return undefined;
  }
  if (way.includes('\0')) return undefined;
  // As seen from the root, so that no `..` leads out.
  const file = path.join(folder, path.posix.normalize(path.posix.join('/', way.replace(/\\/g, '/'))));
  const found = [file, path.join(file, 'index.html')].find(isFile);
  return found && fs.realpathSync(found).startsWith(fs.realpathSync(folder) + path.sep) ? found : undefined;
}

function answer(folder, request, response) {
  const file = fileOf(folder, request.url);
  const isRead = request.method === 'GET' || request.method === 'HEAD';
  if (!isRead || !file) {
    response.writeHead(isRead ? 404 : 405, { 'Content-Type': 'text/plain' });
    response.end(isRead ? 'There is no such page.\n' : 'Pages can only be read.\n');
    return;
  }
  response.writeHead(200, {
    'Content-Type': types[path.extname(file)] ?? 'text/plain; charset=utf-8', 'Cache-Control': 'no-cache',
    'X-Content-Type-Options': 'nosniff',
  });
  if (request.method === 'HEAD') response.end();
  else fs.createReadStream(file).on('error', () => response.destroy()).pipe(response);
}

// Listens on this machine alone. With port 0 on any that is free.
export function serve(folder, port) {
  const server = http.createServer((request, response) => answer(folder, request, response));
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve({ server, address: `http://localhost:${server.address().port}/` }));
  });
}
