// What is typed is kept on this device at once, and on the server two seconds later and when the page is left.
import { moment } from '../clock.js';
import { isKept } from '../kept/database.js';
import { same } from '../kept/same.js';
import { drop, dropOurs, find, keep, note } from '../kept/typed.js';
import { speak } from '../speak.js';
import { choose } from './conflict.js';
import { KEPT, OTHER, OVER, PASSED, senderTo } from './sending.js';
import { inWords } from './told.js';

const AFTER = 2000;

const words = (selector) => document.querySelector(selector)?.textContent.trim() ?? '';

export async function keepDrafts(form, page) {
  const { person } = document.body.dataset;
  const { subject, draft_url: draftUrl } = page;
  const about = { title: words('h1'), step: words('#form-title'), href: location.pathname };
  const status = document.getElementById('draft-status');
  const server = senderTo(page, person);
  const device = await isKept();
  const say = (said) => { if (status) status.textContent = said; };
  const tell = (values) => inWords(page, values);
  let clean = form.values(); // what the page came with, or the server has from us
  let mark = null; // our last writing on this device
  let latest = null; // what was written there last, or is being written
  let sending = Promise.resolve(); // what is on its way to the server; what isn't leaving goes after it
  let timer;
  let closed = false;
  let choosing = false;
  let resting = false; // what was handed in waits for the network: there is nothing to send beside it

  const isStill = () => closed || choosing || resting;
  // What was undone stands as it came, but what was sent of it meanwhile may be there.
  const isSettled = (values) => same(values, clean) && !server.mayHaveOther(values);

  async function settle(here, there, when) {
    choosing = true;
    say('');
    const chosen = await choose(form, { here: tell(here), there: tell(there), when });
    choosing = false;
    if (chosen === 'there') await form.load(there);
    return chosen;
  }

  function record(values) {
    return { person, subject, ...about, values, lines: tell(values), base: server.base, tried: server.tried, sent: false, at: Date.now() };
  }

  // Nothing is typed that the server lacks.
  async function undone(values) {
    if (server.base) await note(person, subject, mark, { values, lines: tell(values), sent: true });
    else await dropOurs(person, subject, mark);
  }

  // The newest typing wins: writings queue behind one another, and only the last of those waiting is written.
  let writing = Promise.resolve();
  function keepHere(values) {
    if (!device || !person) return writing;
    latest = values;
    writing = writing.then(async () => {
      if (latest !== values || closed) return;
      if (isSettled(values)) {
        await undone(values);
        return;
      }
      const { kept, other } = await keep(record(values), mark);
      if (kept) mark = kept.mark;
      if (!other || choosing) return;
      mark = other.mark;
      if ((await settle(values, other.values, moment.format(other.at))) === 'there') server.takeUp(other.base);
      latest = null;
      changed();
    });
    return writing;
  }

  // Ends when nothing was typed, or taken from another window, since.
  async function written() {
    let last;
    do {
      last = keepHere(form.values());
      await last;
    } while (last !== writing);
  }

  async function send(leaving) {
    if (isStill() || isSettled(form.values())) return {};
    if (!leaving) await written();
    const values = form.values();
    if (!draftUrl || isStill() || isSettled(values)) return {};
    const ours = mark; // what is typed while this is on its way is a newer writing
    const { became, words: said, other } = await server.send(values, leaving);
    if (became === PASSED) return {};
    if (became === OTHER) return isStill() ? {} : { meeting: meet(values, other) };
    say(said);
    if (became === KEPT) {
      clean = values;
      await note(person, subject, ours, { sent: true, base: server.base, tried: null });
    } else {
      await note(person, subject, ours, { tried: server.tried });
    }
    if (became === OVER) closed = true;
    return {};
  }

  // One after another, each upon what the last became; who leaves can't wait.
  async function save(leaving = false) {
    clearTimeout(timer);
    if (isStill()) return;
    const sent = leaving ? send(true) : sending.then(() => send(false));
    sending = Promise.allSettled([sending, sent]).then(() => {});
    const { meeting } = await sent;
    await meeting;
  }

  // The server has a draft that this page hasn't seen.
  async function meet(values, other) {
    const chosen = await settle(values, other.values, moment.format(new Date(other.draft_at)));
    server.takeUp(other.draft_at);
    if (chosen === 'here') {
      await save();
      return;
    }
    clean = form.values();
    await drop(person, subject);
    mark = null;
    latest = null;
  }

  function changed() {
    if (closed) return;
    const values = form.values();
    if (!same(values, latest ?? clean)) keepHere(values);
    clearTimeout(timer);
    timer = setTimeout(() => save(), AFTER);
  }

  // What this device kept and no server has is brought back; where the server has another draft, the person chooses.
  async function bringBack() {
    const before = device && person ? await find(person, subject) : null;
    if (!before || before.sent) return;
    mark = before.mark;
    latest = before.values;
    if (same(before.values, clean)) {
      await undone(clean);
      return;
    }
    const there = clean;
    const isUpon = before.base === page.draft_at || !page.draft_at || (before.tried && same(before.tried, clean));
    await form.load(before.values);
    if (!isUpon) {
      server.takeUp(before.base);
      meet(before.values, { values: there, draft_at: page.draft_at });
      return;
    }
    say(speak(`Brought back from this device, ${moment.format(before.at)}`, `已恢复本机 ${moment.format(before.at)} 留存的内容`));
    save();
  }

  form.onChange(changed);
  document.addEventListener('visibilitychange', () => document.hidden && save(true));
  window.addEventListener('online', () => save());
  document.addEventListener('leave', ({ detail }) => detail.until.push(save()));
  window.addEventListener('beforeunload', (event) => {
    // Where nothing is kept, leaving asks first.
    if (!device && !draftUrl && !closed && !same(form.values(), clean)) event.preventDefault();
  });

  // Other acts of the page lead away from it or come back to it: what is typed is kept first. On the window, after the shell has asked.
  window.addEventListener('submit', async (event) => {
    const other = event.target;
    if (event.defaultPrevented || !other.matches('[data-after-draft]')) return;
    event.preventDefault();
    await save();
    other.submit();
  });

  await bringBack();
  return {
    save,
    isChoosing: () => choosing,
    rest(value) {
      resting = value;
    },
    base: () => server.base,
    // Whether the draft in the way of what was handed in is our own, whose answer wasn't heard yet.
    takesUpOwn({ values: there, draft_at: at }) {
      const isOwn = Boolean(there) && server.isOurs({ values: there, draft_at: at }, page.draft_at);
      if (isOwn) server.takeUp(at);
      return isOwn;
    },
    // What was handed in and refused may have become the draft of the server, or another one is in its way.
    async refused(values, { values: there, draft_at: at }) {
      if (choosing) return;
      if (!there) {
        if (draftUrl) server.remember(values);
        return;
      }
      if (same(form.values(), clean)) await form.load(values); // what was typed since stays
      meet(form.values(), { values: there, draft_at: at });
    },
    async close() {
      clearTimeout(timer);
      closed = true;
      await writing;
      await drop(person, subject);
    },
  };
}
