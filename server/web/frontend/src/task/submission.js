// One press, one submission: checked here, sent with a key, its answer shown where it belongs.
import { speak } from '../speak.js';
import { keyring } from './keys.js';
import { clearSummary, showSummary } from './summary.js';

const LOST = () => speak('No connection. Nothing is lost: press again when you are back online.', '网络中断。所填内容都在，恢复网络后请再次提交。');

export function submitOnce(form, page, drafts) {
  const sender = document.getElementById('work');
  if (!sender) return;
  const keyFor = keyring(page.idempotency_key);
  const buttons = () => document.querySelectorAll('button[form="work"], #work button[type="submit"]');
  let busy = false;

  function setBusy(value, pressed) {
    busy = value;
    for (const button of buttons()) {
      if (value) button.setAttribute('aria-disabled', 'true');
      else button.removeAttribute('aria-disabled');
    }
    pressed?.classList.toggle('busy', value);
  }

  async function post(choice) {
    const body = JSON.stringify({ values: form.values(), choice, revision: page.revision });
    const answer = await fetch(page.submit_url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Accept: 'application/json', 'Idempotency-Key': keyFor(body) },
      body,
    });
    return { status: answer.status, said: await answer.json().catch(() => ({})) };
  }

  function refuse({ status, said }) {
    const sentence = said.message ?? said.detail ?? said.title;
    if (status === 422) {
      showSummary(form.show(said.errors ?? []), sentence);
      return;
    }
    const links = said.location ? [{ href: said.location, text: speak('Look at the case', '查看该事项') }] : [];
    showSummary([], sentence ?? speak('This did not work. What you wrote is still here; try again.', '提交未成功，所填内容都在，请稍后重试。'), links);
  }

  async function submit(pressed) {
    const found = form.check();
    if (found.length) return showSummary(found);
    if (form.pendingUploads.size) return showSummary([], speak('Files are still being sent. Wait a moment.', '文件正在上传，请稍候再提交。'));
    clearSummary();
    setBusy(true, pressed);
    try {
      const answer = await post(pressed?.value || null);
      if (answer.status < 300) {
        drafts.close();
        window.location.assign(answer.said.location);
        return; // stays busy until the next page is there
      }
      refuse(answer);
    } catch {
      showSummary([], LOST());
    }
    setBusy(false, pressed);
  }

  sender.addEventListener('submit', (event) => {
    event.preventDefault();
    const pressed = event.submitter;
    if (busy) return;
    if (pressed?.dataset.act === 'draft') {
      drafts.save();
      return;
    }
    submit(pressed);
  });
}
