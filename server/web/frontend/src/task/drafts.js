// What is typed is kept on the server two seconds later, and when the page is left.
import { speak } from '../speak.js';
import { freshKey } from './keys.js';

const AFTER = 2000;

export function keepDrafts(form, page) {
  const status = document.getElementById('draft-status');
  const say = (words) => { if (status) status.textContent = words; };
  let kept = JSON.stringify(form.values());
  let timer;
  let closed = !page.draft_url;

  async function save(leaving = false) {
    clearTimeout(timer);
    const values = JSON.stringify(form.values());
    if (closed || values === kept) return true;
    try {
      const answer = await fetch(page.draft_url, {
        method: 'PUT',
        headers: { 'Content-Type': 'application/json', Accept: 'application/json', 'Idempotency-Key': freshKey() },
        body: `{"values":${values}}`,
        keepalive: leaving,
      });
      const { saved_at: savedAt, message, detail } = await answer.json().catch(() => ({}));
      if (answer.ok) {
        kept = values;
        say(speak(`Draft saved ${savedAt}`, `草稿已保存 ${savedAt}`));
        return true;
      }
      say(message ?? detail ?? speak('The draft could not be saved.', '草稿未能保存。'));
      if (answer.status === 409) closed = true; // the work has moved on: nothing more to keep
    } catch {
      say(speak('No connection: the draft is not saved yet.', '网络中断，草稿尚未保存。'));
    }
    return false;
  }

  form.onChange(() => {
    if (closed) return;
    clearTimeout(timer);
    timer = setTimeout(save, AFTER);
  });
  document.addEventListener('visibilitychange', () => document.hidden && save(true));
  window.addEventListener('online', () => save());
  window.addEventListener('beforeunload', (event) => {
    // Where no draft is kept, leaving asks first.
    if (!page.draft_url && !closed && JSON.stringify(form.values()) !== kept) event.preventDefault();
  });

  // Other acts of the page lead away from it or come back to it: what is typed is kept first. On the window, after the shell has asked.
  window.addEventListener('submit', async (event) => {
    const other = event.target;
    if (event.defaultPrevented || !other.matches('[data-after-draft]')) return;
    event.preventDefault();
    await save();
    other.submit();
  });

  return {
    save,
    close() {
      clearTimeout(timer);
      closed = true;
    },
  };
}
