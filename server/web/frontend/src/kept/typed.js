// What was typed into a form, by person and subject. Two windows share a record: `mark` says whose writing it was last.
import { freshKey } from '../keys.js';
import { same } from './same.js';
import { all, within } from './database.js';

export const find = (person, subject) => within((database) => database.get('typed', [person, subject]));
export const drop = (person, subject) => within((database) => database.delete('typed', [person, subject]));
export const typedBy = (person) => all('typed', person);

// Keeps the record over the one of `mark`. Another window's that no server has yet isn't written over: it comes back as `other`.
export const keep = (record, mark) => within(async (database) => {
  const work = database.transaction('typed', 'readwrite');
  const there = await work.store.get([record.person, record.subject]);
  const isOthers = there && !there.sent && there.mark !== mark && !same(there.values, record.values);
  const kept = isOthers ? null : { ...record, mark: freshKey() };
  if (kept) await work.store.put(kept);
  await work.done;
  return kept ? { kept } : { other: there };
}, {});

// Does something with a record, if it is still the one of `mark`.
const withOurs = (person, subject, mark, act) => within(async (database) => {
  const work = database.transaction('typed', 'readwrite');
  const there = await work.store.get([person, subject]);
  if (there && there.mark === mark) await act(work.store, there);
  await work.done;
});

// Changes some of it.
export const note = (person, subject, mark, change) => withOurs(person, subject, mark, (store, there) => store.put({ ...there, ...change }));
export const dropOurs = (person, subject, mark) => withOurs(person, subject, mark, (store) => store.delete([person, subject]));
