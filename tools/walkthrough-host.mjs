// Runs exports of a flattened module on V8, by its loader: node walkthrough-host.mjs LOADER NAME=RESULT...
//
// With a browser in $MODLINK_BROWSER, a Chromium, in a page of that instead.
import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { check } from "./walkthrough.mjs";

const [loader, ...expectations] = process.argv.slice(2);
const browser = process.env.MODLINK_BROWSER;
const types = { ".mjs": "text/javascript", ".html": "text/html", ".wasm": "application/wasm" };

const page = `<!doctype html><script type="module">
let result;
try {
  const { check } = await import("/walkthrough.mjs");
  const { instantiate } = await import("/${encodeURIComponent(path.basename(loader))}");
  result = await check(instantiate, ${JSON.stringify(expectations)});
} catch (error) {
  result = { lines: [String(error)], good: false };
}
await fetch("/result", { method: "POST", body: JSON.stringify(result) });
</script>`;

async function bodyOf(request) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

async function serve(request, response, finish) {
  const name = decodeURIComponent(new URL(request.url, "http://localhost").pathname.slice(1));
  try {
    if (name === "result") return finish(JSON.parse(await bodyOf(request)));
    const here = name === "walkthrough.mjs" ? new URL(name, import.meta.url) : path.join(path.dirname(loader), name);
    const content = name === "page.html" ? page : await readFile(here);
    response.writeHead(200, { "Content-Type": types[path.extname(name)] ?? "application/octet-stream" });
    response.end(content);
  } catch {
    response.writeHead(404).end();
  }
}

// The page tells the server what came of it.
async function checkInPage() {
  const profile = await mkdtemp(path.join(tmpdir(), "walkthrough-"));
  let child;
  const result = new Promise((resolve, reject) => {
    const server = createServer((request, response) => serve(request, response, resolve));
    server.listen(0, "127.0.0.1", () => {
      const url = `http://127.0.0.1:${server.address().port}/page.html`;
      const flags = ["--headless", "--no-sandbox", "--disable-gpu", "--remote-debugging-port=0"];
      child = spawn(browser, [...flags, `--user-data-dir=${profile}`, url], { stdio: "ignore" });
      child.on("exit", (status) => reject(new Error(`the browser ended with ${status}`)));
      setTimeout(() => reject(new Error("the page says nothing for two minutes")), 120_000).unref();
    });
    server.unref();
  });
  try {
    return await result;
  } finally {
    child.removeAllListeners("exit");
    const ended = new Promise((resolve) => child.on("exit", resolve));
    child.kill();
    await ended;
    await rm(profile, { recursive: true, force: true, maxRetries: 3 });
  }
}

async function checkHere() {
  const { instantiate } = await import(pathToFileURL(loader));
  return check(instantiate, expectations);
}

const { lines, good } = await (browser ? checkInPage() : checkHere());
for (const line of lines) console.log(line);
if (!good) process.exitCode = 1;
