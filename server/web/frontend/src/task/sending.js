// The server's copy of what was typed: one draft upon another, never over one it hasn't seen.
import { freshKey } from '../keys.js';
import { same } from '../kept/same.js';
import { AWAY, sentence } from '../kept/outbox.js';
import { speak } from '../speak.js';

export const KEPT = 'kept';
export const LOST = 'lost';
export const OVER = 'over'; // the work has moved on: nothing more to keep
export const OTHER = 'other';
export const PASSED = 'passed'; // a newer one is under way, or there already

export function senderTo({ draft_url: url, draft_at: seen }, person) {
  let base = seen;
  let turns = 0;
  let heard = 0; // the newest turn of which the server said that it has it
  let unheard = []; // sent, and no answer heard: the server may have it

  async function put(values, leaving) {
    try {
      const answer = await fetch(url, {
        method: 'PUT',
        headers: { 'Content-Type': 'application/json', Accept: 'application/json', 'Idempotency-Key': freshKey(), 'Muster-Person': person },
        body: JSON.stringify({ values, draft_at: base }),
        keepalive: leaving,
      });
      if (AWAY.includes(answer.status)) return null;
      return { status: answer.status, said: await answer.json().catch(() => ({})) };
    } catch {
      return null;
    }
  }

  // Whether a draft that is in the way is one of these, whose answer was lost or is still to come.
  function isOurs({ values, draft_at: at }, upon) {
    return unheard.some((each) => same(each.values, values)) || (at === base && base !== upon);
  }

  async function send(values, leaving = false) {
    turns += 1;
    const turn = turns;
    const upon = base;
    unheard.push({ turn, values });
    const answer = await put(values, leaving);
    if (!answer) return { became: LOST, words: speak('No connection: kept on this device.', '网络中断，已存在本机。') };
    const { status, said } = answer;
    unheard = unheard.filter((each) => each.turn !== turn);
    if (status < 300) {
      if (turn < heard) return { became: PASSED };
      heard = turn;
      base = said.draft_at;
      // What was sent before arrives upon a draft that is no more.
      unheard = unheard.filter((each) => each.turn > turn);
      return { became: KEPT, words: speak(`Draft saved ${said.saved_at}`, `草稿已保存 ${said.saved_at}`) };
    }
    if (status === 409 && said.values) {
      if (!isOurs(said, upon)) return { became: OTHER, other: said };
      if (turn < turns) return { became: PASSED };
      base = said.draft_at;
      return send(values, leaving);
    }
    const words = sentence(said) ?? speak('The draft could not be saved.', '草稿未能保存。');
    return { became: status === 409 ? OVER : LOST, words };
  }

  return {
    send,
    isOurs,
    get base() { return base; },
    get tried() { return unheard.at(-1)?.values ?? null; },
    // Whether the server may have something else of ours than these.
    mayHaveOther: (values) => unheard.some((each) => !same(each.values, values)),
    takeUp(draft) {
      base = draft;
      unheard = [];
    },
    remember(values) {
      turns += 1;
      unheard.push({ turn: turns, values });
    },
  };
}
