// One press, one submission: checked here, sent with a key, its answer shown where it belongs.
import { keyring } from '../keys.js';
import { add, send, sentence } from '../kept/outbox.js';
import { speak } from '../speak.js';
import { clearSummary, showSummary } from './summary.js';
import { waitingRoom } from './waiting.js';

const LOST = () => speak('No connection. Nothing is lost: press again when you are back online.', '网络中断。所填内容都在，恢复网络后请再次提交。');

export function submitOnce(form, page, drafts) {
  const sender = document.getElementById('work');
  if (!sender) return;
  const keyFor = keyring(page.idempotency_key);
  const buttons = () => document.querySelectorAll('button[form="work"], #work button[type="submit"]');
  const room = waitingRoom(form, drafts, { subject: page.subject, setBusy, refuse });
  let busy = false;

  function setBusy(value, pressed) {
    busy = value;
    for (const button of buttons()) {
      if (value) button.setAttribute('aria-disabled', 'true');
      else button.removeAttribute('aria-disabled');
    }
    pressed?.classList.toggle('busy', value);
  }

  function act(pressed) {
    const answer = { values: form.values(), choice: pressed?.value || null, revision: page.revision };
    return {
      key: keyFor(JSON.stringify(answer)),
      person: document.body.dataset.person,
      subject: page.subject,
      title: document.querySelector('h1').textContent.trim(),
      words: pressed?.textContent.trim() ?? '',
      href: location.pathname,
      url: page.submit_url,
      type: 'application/json',
      body: JSON.stringify({ ...answer, draft_at: drafts.base() }),
    };
  }

  async function refuse({ status, said, body }) {
    const isOwn = drafts.takesUpOwn(said);
    if (body && !isOwn) await drafts.refused(JSON.parse(body).values, said);
    if (drafts.isChoosing()) return askToChoose();
    const why = isOwn ? null : sentence(said);
    if (status === 422) return showSummary(form.show(said.errors ?? []), why);
    const links = said.location ? [{ href: said.location, text: speak('Look at the case', '查看该事项') }] : [];
    return showSummary([], why ?? speak('This did not work. What you wrote is still here; try again.', '提交未成功，所填内容都在，请稍后重试。'), links);
  }

  function askToChoose() {
    document.getElementById('live').textContent = speak(
      'Not handed in: first choose which of the two drafts to go on with.',
      '尚未提交：请先选择以哪一份草稿为准。',
    );
    const conflict = document.getElementById('conflict');
    conflict.focus();
    conflict.scrollIntoView({ block: 'nearest' });
  }

  async function submit(pressed) {
    if (drafts.isChoosing()) return askToChoose();
    const found = form.check();
    if (found.length) return showSummary(found);
    if (form.pendingUploads.size) return showSummary([], speak('Files are still being sent. Wait a moment.', '文件正在上传，请稍候再提交。'));
    clearSummary();
    setBusy(true, pressed);
    const sent = act(pressed);
    const answer = await send(sent);
    if (answer && answer.status < 300) {
      await drafts.close();
      window.location.assign(answer.said.location);
      return; // stays busy until the next page is there
    }
    setBusy(false, pressed);
    if (answer && drafts.takesUpOwn(answer.said)) return submit(pressed);
    if (answer) await refuse({ ...answer, body: sent.body });
    else if (await add(sent)) room.hold(sent);
    else showSummary([], LOST());
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
  return room.look();
}
