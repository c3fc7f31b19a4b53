// An act of this page that waits for the network: what will be sent can't be changed meanwhile, but it can be taken back.
import { element } from '../element.js';
import { actsOf, REFUSED, takeBack, WAITING } from '../kept/outbox.js';
import { speak } from '../speak.js';

function note(act, release) {
  const back = element('button', { type: 'button', className: 'btn' }, speak('Take back and change it', '撤下修改'));
  back.addEventListener('click', async () => {
    await takeBack(act.key);
    release();
  });
  return element(
    'div',
    { id: 'waiting', className: 'note warn', tabIndex: -1 },
    element('p', { role: 'status' }, speak(
      `No connection. “${act.words}” is kept on this device and will be sent once, by itself, when the network is back.`,
      `网络中断。“${act.words}”已存在本机，网络恢复后自动送出一次，不会重复。`,
    )),
    back,
  );
}

export function waitingRoom(form, drafts, { subject, setBusy, refuse }) {
  const { person } = document.body.dataset;
  let held = null;

  function release() {
    held = null;
    document.getElementById('waiting')?.remove();
    form.place.inert = false;
    drafts.rest(false);
    setBusy(false);
  }

  function hold(act) {
    held = act.key;
    document.getElementById('waiting')?.remove();
    setBusy(true);
    form.place.inert = true;
    drafts.rest(true);
    const shown = note(act, release);
    form.place.closest('form').before(shown);
    shown.focus();
  }

  async function look() {
    const act = (await actsOf(person)).find((each) => each.subject === subject);
    if (act?.state === WAITING) hold(act);
    if (act?.state !== REFUSED) return;
    release();
    await refuse(act);
    await takeBack(act.key); // told where it belongs
  }

  // It may be taken back in the strip, on the page of what is kept, or in another window.
  async function heed() {
    const key = held;
    const isThere = (await actsOf(person)).some((each) => each.key === key);
    if (isThere || key === null || held !== key) return;
    release();
    document.getElementById('live').textContent = speak('Taken back: it can be changed again.', '已撤下，可以修改后再提交。');
  }

  document.addEventListener('outbox', ({ detail }) => {
    if (detail.done?.subject === subject) drafts.close().then(() => window.location.assign(detail.location));
    else if (detail.refused?.subject === subject) look();
    else if (!detail.done && !detail.refused) heed();
  });
  return { hold, look };
}
