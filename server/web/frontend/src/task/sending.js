// The server's copy of what was typed: one draft upon another, never over one it hasn't seen.
import { freshKey } from '../keys.js';
import { same } from '../kept/same.js';
import { sentence } from '../kept/outbox.js';
import { speak } from '../speak.js';

export const KEPT = 'kept';
export const LOST = 'lost';
export const OVER = 'over'; // the work has moved on: nothing more to keep
export const OTHER = 'other';

export function senderTo({ draft_url: url, draft_at: seen }, person) {
  let base = seen;
  let tried = null; // sent, and no answer heard

  async function put(values, leaving) {
    try {
      const answer = await fetch(url, {
        method: 'PUT',
        headers: { 'Content-Type': 'application/json', Accept: 'application/json', 'Idempotency-Key': freshKey(), 'Muster-Person': person },
        body: JSON.stringify({ values, draft_at: base }),
        keepalive: leaving,
      });
      return { status: answer.status, said: await answer.json().catch(() => ({})) };
    } catch {
      return null;
    }
  }

  async function send(values, leaving = false) {
    const answer = await put(values, leaving);
    if (!answer) {
      tried = values;
      return { became: LOST, words: speak('No connection: kept on this device.', '网络中断，已存在本机。') };
    }
    const { status, said } = answer;
    if (status < 300) {
      base = said.draft_at;
      tried = null;
      return { became: KEPT, words: speak(`Draft saved ${said.saved_at}`, `草稿已保存 ${said.saved_at}`) };
    }
    if (status === 409 && said.values) {
      if (tried && same(said.values, tried)) {
        // What is in the way is our own, whose answer was lost.
        base = said.draft_at;
        tried = null;
        return send(values, leaving);
      }
      return { became: OTHER, other: said };
    }
    const words = sentence(said) ?? speak('The draft could not be saved.', '草稿未能保存。');
    return { became: status === 409 ? OVER : LOST, words };
  }

  return {
    send,
    get base() { return base; },
    get tried() { return tried; },
    takeUp(draft) { base = draft; },
    remember(values) { tried = values; },
  };
}
