// In the worker: modlink, asked by messages. Sessions of stepping stay here, and are known outside by numbers.
import { load } from 'modlink';

let modlink;
const sessions = new Map();
let lastSession = 0;

// A page shows one session at a time.
function openSession(module, options) {
  for (const session of sessions.values()) session.close();
  sessions.clear();
  const { stepping, ...result } = modlink.stepping(module, options);
  if (!stepping) return result;
  sessions.set(++lastSession, stepping);
  return { ...result, session: lastSession, calls: stepping.calls, standIns: stepping.standIns };
}

const gone = { ok: false, notes: [], errors: [{ stage: 'refused', message: 'this session is over: start again' }] };

const own = {
  stepping: openSession,
  go: (session, to) => sessions.get(session)?.go(to) ?? gone,
  memory: (session, which) => sessions.get(session)?.memory(which) ?? gone,
};

const answer = (operation, args) => (own[operation] ? own[operation](...args) : modlink[operation](...args));

let ready;
onmessage = async ({ data: { module, id, operation, args } }) => {
  if (module) {
    ready = load({ wasm: module }).then((loaded) => { modlink = loaded; });
    return;
  }
  try {
    await ready;
    postMessage({ id, result: answer(operation, args) });
  } catch (error) {
    postMessage({ id, error: String(error?.message ?? error) });
  }
};
