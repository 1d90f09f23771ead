// Runs exports of a flattened module on V8, by its loader: node walkthrough-host.mjs LOADER NAME=RESULT...
//
// With a browser in $MODLINK_BROWSER, a Chromium, in a page of that instead.
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { check } from "./walkthrough.mjs";

const [loader, ...expectations] = process.argv.slice(2);
const browser = process.env.MODLINK_BROWSER;
const types = { ".mjs": "text/javascript", ".html": "text/html", ".wasm": "application/wasm" };

const page = `<!doctype html><pre></pre><script type="module">
const pre = document.querySelector("pre");
try {
  const { check } = await import("/walkthrough.mjs");
  const { instantiate } = await import("/${encodeURIComponent(path.basename(loader))}");
  const { lines, good } = await check(instantiate, ${JSON.stringify(expectations)});
  pre.textContent = (good ? "good:" : "bad:") + "\\n" + lines.join("\\n");
} catch (error) {
  pre.textContent = "bad:\\n" + error;
}
</script>`;

async function serve(request, response) {
  const name = decodeURIComponent(new URL(request.url, "http://localhost").pathname.slice(1));
  try {
    const here = name === "walkthrough.mjs" ? new URL(name, import.meta.url) : path.join(path.dirname(loader), name);
    const content = name === "page.html" ? page : await readFile(here);
    response.writeHead(200, { "Content-Type": types[path.extname(name)] ?? "application/octet-stream" });
    response.end(content);
  } catch {
    response.writeHead(404).end();
  }
}

async function checkInPage() {
  const server = createServer(serve);
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${server.address().port}/page.html`;
  const flags = ["--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=20000", "--dump-dom"];
  const { stdout } = await promisify(execFile)(browser, [...flags, url], { timeout: 60_000 });
  server.close();
  const [verdict, ...lines] = (/<pre>([^<]*)<\/pre>/.exec(stdout)?.[1] ?? "nothing").split("\n");
  return { lines: lines.map((line) => line.replaceAll("&gt;", ">")), good: verdict === "good:" };
}

async function checkHere() {
  const { instantiate } = await import(pathToFileURL(loader));
  return check(instantiate, expectations);
}

const { lines, good } = await (browser ? checkInPage() : checkHere());
for (const line of lines) console.log(line);
if (!good) process.exitCode = 1;
