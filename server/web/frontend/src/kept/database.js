// What this device keeps for its person until the server has it: what was typed, and acts that wait for the network.
// A browser may refuse (private windows, policy): then nothing is kept here, and the page works as without.
import { openDB } from 'idb';

const NAME = 'muster';
const DAYS = 14;
const HOUR = 3600 * 1000;
const DAY = 24 * HOUR;
// A working day: after that nobody can tell without the server who sits there.
const SHIFT = 12 * HOUR;
let opened;

function open() {
  opened ??= openDB(NAME, 1, {
    upgrade(database) {
      database.createObjectStore('typed', { keyPath: ['person', 'subject'] });
      database.createObjectStore('acts', { keyPath: 'key' });
      database.createObjectStore('session');
    },
    blocking: (_current, _wanted, event) => event.target.close(),
    terminated: () => { opened = undefined; },
  });
  return opened;
}

// Does something with the database; answers `otherwise` where there is none.
export async function within(act, otherwise = undefined) {
  let database;
  try {
    database = await open();
  } catch {
    return otherwise;
  }
  return act(database);
}

export const isKept = () => within(() => true, false);

export const all = (store, person) => within(async (database) => (await database.getAll(store)).filter((each) => each.person === person).sort((one, other) => one.at - other.at), []);

// How many things of others lie here: the number, and nothing of what they are.
export const ofOthers = (person) => within(async (database) => {
  const rows = [...await database.getAll('typed'), ...await database.getAll('acts')].filter((each) => each.person !== person);
  return new Set(rows.map((each) => `${each.person} ${each.subject}`)).size;
}, 0);

// Who the server last said is signed in here, '' for nobody: a page from the cache has nobody to ask.
export const settle = (person) => within((database) => database.put('session', { person, at: Date.now() }, 'who'));
export const settled = () => within(async (database) => {
  const { person, at } = (await database.get('session', 'who')) ?? { person: '', at: 0 };
  return Date.now() - at < SHIFT ? person : '';
}, '');

// Signing out leaves nothing of the person behind.
export const forget = (person) => within(async (database) => {
  const work = database.transaction(['typed', 'acts', 'session'], 'readwrite');
  for (const store of ['typed', 'acts']) {
    for (let row = await work.objectStore(store).openCursor(); row; row = await row.continue()) {
      if (row.value.person === person) row.delete();
    }
  }
  work.objectStore('session').clear();
  await work.done;
});

// Nobody came back for it: a shared computer is no archive.
export const dropOld = () => within(async (database) => {
  const work = database.transaction(['typed', 'acts'], 'readwrite');
  const oldest = Date.now() - DAYS * DAY;
  for (const store of ['typed', 'acts']) {
    for (let row = await work.objectStore(store).openCursor(); row; row = await row.continue()) {
      if (row.value.at < oldest) row.delete();
    }
  }
  await work.done;
});
