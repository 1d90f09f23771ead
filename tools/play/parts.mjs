// Parts of the page that are loaded when they are wanted: scripts beside it, as a page that is opened as a file may load
// nothing else. Each calls `modlinkPlay.deliver(NAME, VALUE)`.
const parts = new Map();

function part(name) {
  if (!parts.has(name)) {
    const made = {};
    made.promise = new Promise((resolve, reject) => Object.assign(made, { resolve, reject }));
    parts.set(name, made);
  }
  return parts.get(name);
}

globalThis.modlinkPlay = { deliver: (name, value) => part(name).resolve(value) };

// `engine`, `scripts/spec-tests/…`: the value.
export function loadPart(name) {
  const isNew = !parts.has(name);
  const { promise, reject } = part(name);
  if (isNew) {
    const script = document.createElement('script');
    script.src = `${name.split('/').map(encodeURIComponent).join('/')}.js`;
    script.onerror = () => {
      parts.delete(name);
      reject(new Error(`${script.src} cannot be loaded`));
    };
    document.head.append(script);
  }
  return promise;
}
