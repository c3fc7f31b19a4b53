// Acts that met no network: kept here, sent once when there is one. The key lets the server tell a repeat.
import { all, within } from './database.js';
import { drop } from './typed.js';

const ONE_AT_A_TIME = 'muster-outbox';
// What a proxy answers while the server is away.
export const AWAY = [502, 503, 504];
const told = new BroadcastChannel('muster-outbox');

export const WAITING = 'waiting';
export const REFUSED = 'refused';

function changed(detail = {}) {
  document.dispatchEvent(new CustomEvent('outbox', { detail }));
}
told.addEventListener('message', ({ data }) => changed(data));

function tell(detail) {
  told.postMessage(detail);
  changed(detail);
}

// Sends an act; null when nobody is there to answer.
export async function send({ url, type, body, key, person }) {
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'Content-Type': type, Accept: 'application/json', 'Idempotency-Key': key, 'Muster-Person': person },
      body,
    });
    if (AWAY.includes(answer.status)) return null;
    return { status: answer.status, said: await answer.json().catch(() => ({})) };
  } catch {
    return null;
  }
}

export const sentence = (said) => said.message ?? said.detail ?? said.title;
export const actsOf = (person) => all('acts', person);

// What was told before the click goes along with what waits: it is done only if that still holds.
const late = ({ foreseen, body }) => (foreseen ? `${body}&${new URLSearchParams({ foreseen })}` : body);

export async function add(act) {
  const isKept = await within((database) => database.put('acts', { ...act, body: late(act), at: Date.now(), state: WAITING }).then(() => true), false);
  if (isKept) tell({});
  return isKept;
}

export async function takeBack(key) {
  await within((database) => database.delete('acts', key));
  tell({});
}

async function settle(act, { status, said }) {
  if (status === 401) return; // signed out meanwhile, or another is in: it goes when the person is back
  if (status < 300) {
    await within((database) => database.delete('acts', act.key));
    await drop(act.person, act.subject);
    tell({ done: act, location: said.location });
    return;
  }
  await within((database) => database.put('acts', { ...act, state: REFUSED, status, said }));
  tell({ refused: act });
}

// Goes through what waits, in the order it was done; stops where the network is gone again.
async function round(person) {
  for (const act of await actsOf(person)) {
    if (act.state !== WAITING) continue;
    const answer = await send(act);
    if (!answer) return;
    // Taken back while it was under way, it still counts as what the server said.
    await settle(act, answer);
  }
}

// One window of a browser sends; where windows can't agree (plain http), the keys keep it to once.
export const flush = (person) => (navigator.locks
  ? navigator.locks.request(ONE_AT_A_TIME, { ifAvailable: true }, (lock) => lock && round(person))
  : round(person));
