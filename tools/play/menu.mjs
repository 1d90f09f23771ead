// What can be done with files: examples, new ones, those of the reader's disk, names, and an address to share.
import { isBinaryName, isScript } from './files.mjs';
import { isFileName } from './fragment.mjs';

const byId = (id) => document.getElementById(id);

const mostBytes = 16 * 2 ** 20;

const isBinary = (bytes) => bytes[0] === 0 && bytes[1] === 0x61 && bytes[2] === 0x73 && bytes[3] === 0x6d;

async function read(app, file) {
  if (file.size > mostBytes) return app.say(`${file.name} is too large: ${mostBytes} bytes are the most.`);
  const bytes = new Uint8Array(await file.arrayBuffer());
  const name = isFileName(file.name) ? file.name : 'file.wat';
  if (isBinary(bytes) || isBinaryName(name)) return app.files.add({ name, bytes });
  return app.files.add({ name, text: new TextDecoder().decode(bytes).replace(/\r\n?/g, '\n') });
}

async function readAll(app, list) {
  for (const file of list) await read(app, file);
}

// Files that are dropped there.
export function acceptFiles(app, place) {
  place.addEventListener('dragover', (event) => {
    if (event.dataTransfer.types.includes('Files')) event.preventDefault();
  });
  // The editor would take a file for text.
  place.addEventListener('drop', (event) => {
    if (event.dataTransfer.files.length === 0) return;
    event.preventDefault();
    event.stopPropagation();
    readAll(app, event.dataTransfer.files);
  }, { capture: true });
}

async function copy(app) {
  let address;
  try {
    address = await app.share();
  } catch (error) {
    return app.say(`This cannot be shared: ${error.message}.`);
  }
  const field = byId('address');
  field.value = address;
  byId('shared').hidden = false;
  field.focus();
  field.select();
  const isCopied = await navigator.clipboard?.writeText(address).then(() => true, () => false);
  return app.say(`${isCopied ? 'The address is copied' : 'This is the address'}: ${address.length} characters.`);
}

function rename(app) {
  const field = byId('name');
  const { active } = app.files;
  if (field.value === active.name) return;
  if (!app.files.rename(active.id, field.value)) app.say(`${field.value || 'Nothing'} cannot be the name: another file has it, or no file may.`);
  field.value = active.name;
}

export function startMenu(app) {
  byId('example').addEventListener('change', ({ target }) => target.value && app.openExample(target.value));
  byId('new-file').addEventListener('click', () => {
    app.files.add({ name: 'module.wat', text: '(module\n)\n' });
    app.editor.focus();
  });
  byId('new-script').addEventListener('click', () => {
    app.files.add({ name: 'script.wast', text: '(module (func (export "f") (result i32) (i32.const 1)))\n(assert_return (invoke "f") (i32.const 1))\n' });
    app.editor.focus();
  });
  byId('open-file').addEventListener('click', () => byId('disk').click());
  byId('disk').addEventListener('change', ({ target }) => {
    readAll(app, [...target.files]).then(() => { target.value = ''; });
  });
  byId('close-file').addEventListener('click', ({ target }) => {
    app.files.remove(app.files.activeId);
    if (target.disabled) app.fileTabs.focus();
  });
  byId('share').addEventListener('click', () => copy(app));
  byId('name').addEventListener('change', () => rename(app));
  app.files.onChange((what) => {
    if (what !== 'active') byId('shared').hidden = true;
    byId('name').value = app.files.active.name;
    byId('close-file').disabled = app.files.list.length < 2;
    byId('run').textContent = isScript(app.files.active) ? 'Run' : 'Check';
  });
}
