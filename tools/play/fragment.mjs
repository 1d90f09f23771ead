// What the address of the page says behind its `#`: which example, or files of the reader's own, and how they are shown.
//
//   #example=NAME    #test=SCRIPT:LINE    #state=…    each with &panel=NAME, &embed
//
// A state is JSON, deflated, in base64 for addresses. Whoever writes an address may be anybody: it is checked.

const mostBytes = 4 * 2 ** 20;
const mostFiles = 50;
export const mostNameLength = 100;

export const bytesToBase64 = (bytes) => {
  let text = '';
  for (let i = 0; i < bytes.length; i += 0x8000) text += String.fromCharCode(...bytes.subarray(i, i + 0x8000));
  return btoa(text);
};

export const base64ToBytes = (text) => Uint8Array.from(atob(text), (char) => char.charCodeAt(0));

const toAddress = (base64) => base64.replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
const fromAddress = (text) => text.replace(/-/g, '+').replace(/_/g, '/');

// Through a stream of the platform, and no further than `most` bytes of output.
async function through(bytes, stream, most = Infinity) {
  const writer = stream.writable.getWriter();
  const done = writer.write(bytes).then(() => writer.close());
  done.catch(() => {});
  const chunks = [];
  let length = 0;
  for (const reader = stream.readable.getReader(); ;) {
    const { done: isLast, value } = await reader.read();
    if (isLast) break;
    length += value.length;
    if (length > most) {
      reader.cancel().catch(() => {});
      throw new Error(`it is larger than ${most} bytes`);
    }
    chunks.push(value);
  }
  await done;
  return new Uint8Array(await new Blob(chunks).arrayBuffer());
}

export const inflate = (bytes, format, most) => through(bytes, new DecompressionStream(format), most);

// `state`: { files: [{ name, text } or { name, bytes }], active, panel }. Throws an Error in words for people if nobody could open it.
export async function encodeState(state) {
  if (state.files.length > mostFiles) throw new Error(`an address holds at most ${mostFiles} files`);
  const files = state.files.map(({ name, text, bytes }) => (bytes ? { name, base64: bytesToBase64(bytes) } : { name, text }));
  const json = new TextEncoder().encode(JSON.stringify({ ...state, files }));
  if (json.length > mostBytes) throw new Error(`an address holds at most ${mostBytes} bytes`);
  return toAddress(bytesToBase64(await through(json, new CompressionStream('deflate-raw'))));
}

export const isFileName = (name) => typeof name === 'string' && name.length > 0 && name.length <= mostNameLength &&
  /^[^\s/\\\u0000-\u001f][^/\\\u0000-\u001f]*(\/[^/\\\u0000-\u001f]+)*$/.test(name) && !name.split('/').some((part) => /^\.+$/.test(part));

function checkedFile(file) {
  if (!isFileName(file?.name)) throw new Error('a file has no name, or one that no file has');
  if (file.bytes instanceof Uint8Array) return { name: file.name, bytes: file.bytes };
  if (typeof file.base64 === 'string') return { name: file.name, bytes: base64ToBytes(file.base64) };
  if (typeof file.text !== 'string') throw new Error(`${file.name} has no text`);
  return { name: file.name, text: file.text };
}

// Throws an Error in words for people.
export async function decodeState(text) {
  const json = await inflate(base64ToBytes(fromAddress(text)), 'deflate-raw', mostBytes);
  return checkedState(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(json)));
}

// What somebody else has written; likewise.
export function checkedState(state) {
  if (!Array.isArray(state?.files) || state.files.length === 0 || state.files.length > mostFiles)
    throw new Error(`it has no files, or more than ${mostFiles}`);
  const files = state.files.map(checkedFile);
  if (new Set(files.map(({ name }) => name)).size !== files.length) throw new Error('two files have the same name');
  const active = Number.isInteger(state.active) && files[state.active] ? state.active : 0;
  return { files, active, panel: typeof state.panel === 'string' ? state.panel : undefined };
}

const keys = ['example', 'test', 'state', 'panel', 'embed'];

// { example, test, state, panel, isEmbedded }; undefined for a place on the page.
export function readFragment(hash) {
  const words = new URLSearchParams(hash.replace(/^#/, ''));
  if (hash.length > 1 && !keys.some((key) => words.has(key))) return undefined;
  const get = (name) => words.get(name) || undefined;
  return { example: get('example'), test: get('test'), state: get('state'), panel: get('panel'), isEmbedded: words.has('embed') };
}

// `script.wast:12,30` as its name and lines.
export function readTest(test) {
  const match = /^([^:]+\.wast)(?::(\d{1,7}(?:,\d{1,7}){0,20}))?$/.exec(test);
  return match && { script: match[1], lines: (match[2] ?? '').split(',').filter(Boolean).map(Number) };
}
