// The strip that says what waits for the network, and what was refused when it went out.
import { clock } from '../clock.js';
import { element } from '../element.js';
import { dropOld, forget, settle } from '../kept/database.js';
import { facts } from '../kept/facts.js';
import { actsOf, flush, REFUSED, sentence, takeBack, WAITING } from '../kept/outbox.js';
import { typedBy } from '../kept/typed.js';
import { speak } from '../speak.js';
import { sendLater } from './later.js';

const EVERY = 15_000;

function button(words, about, press) {
  const made = element('button', { type: 'button', className: 'btn quiet', ariaLabel: `${words} ${about}` }, words);
  made.addEventListener('click', press);
  return made;
}

// What is wrong: of the whole, and field by field.
function why(act) {
  const label = ({ field }) => act.lines?.find((each) => each.field === field)?.label;
  const faults = (act.said.errors ?? []).map((each) => [label(each), each.message].filter(Boolean).join(speak(': ', '：')));
  const sentences = [sentence(act.said) ?? speak('It was not taken.', '未被接受。'), ...faults];
  return sentences.map((each) => element('p', { className: 'message' }, each));
}

// Its page takes back what was typed, and says what would happen now.
function lookAgain(act) {
  const fields = [...new URLSearchParams(act.body), ['look', '1']].map(([name, value]) => element('input', { type: 'hidden', name, value }));
  const form = element('form', { method: 'post', action: act.url, hidden: true }, ...fields);
  document.body.append(form);
  form.submit();
}

function line(act) {
  const name = element('a', { href: act.href }, act.title);
  const about = element('span', {}, speak(`${act.words}, ${clock.format(act.at)}: `, `${act.words}（${clock.format(act.at)}）：`), name);
  if (act.state === WAITING) {
    return element('li', {}, about, button(speak('Take back', '撤下'), act.title, () => takeBack(act.key)));
  }
  const again = act.again ? [button(speak('Look and confirm again', '查看并重新确定'), act.title, () => lookAgain(act))] : [];
  return element('li', {}, about, ...again, button(speak('Noted', '知道了'), act.title, () => takeBack(act.key)), ...why(act), facts(act.lines ?? []));
}

function heading(acts) {
  const refused = acts.filter((act) => act.state === REFUSED).length;
  const waiting = acts.length - refused;
  const parts = [];
  if (!navigator.onLine) parts.push(speak('No connection.', '网络中断。'));
  if (waiting) parts.push(speak(`${waiting} to be sent when the network is back.`, `${waiting} 件待送出，网络恢复后自动送出。`));
  if (refused) parts.push(speak(`${refused} not done; what you typed is kept.`, `${refused} 件没有办成，所填内容都在。`));
  if (!parts.length) return '';
  return parts.join(speak(' ', ''));
}

async function show(place, person) {
  const acts = await actsOf(person);
  const words = heading(acts);
  place.hidden = !words;
  place.classList.toggle('failed', acts.some((act) => act.state === REFUSED));
  const more = element('a', { href: place.dataset.kept }, speak('What this device keeps', '本机留存的内容'));
  place.replaceChildren(...(words ? [element('p', { role: 'status' }, words, ' ', more), element('ul', {}, ...acts.map(line))] : []));
  return acts.some((act) => act.state === WAITING);
}

function announce({ detail }) {
  if (detail.done) document.getElementById('live').textContent = speak(`Sent: ${detail.done.title}`, `已送出：${detail.done.title}`);
}

// Signing out takes all of the person's with it; what no server has yet is asked about first.
function forgetOnLeaving(person) {
  document.addEventListener('submit', async (event) => {
    const form = event.target;
    if (!('forget' in form.dataset)) return;
    event.preventDefault();
    const lost = [...(await actsOf(person)), ...(await typedBy(person)).filter((typed) => !typed.sent)].length;
    const question = speak(
      `${lost} things on this device have not reached the server; signing out discards them. Sign out?`,
      `本机还有 ${lost} 项内容没有送到服务器，退出后将丢弃。确定退出吗？`,
    );
    if (lost && !window.confirm(question)) return;
    await forget(person);
    form.submit();
  }, { capture: true });
}

export async function keepOutbox() {
  const { person, waits } = document.body.dataset;
  const place = document.getElementById('outbox');
  // Nobody is signed in any more, says a page of the server; that of what is kept may come from the cache, and asks.
  if (!person && waits !== 'kept') await settle('');
  if (!person || !place) return;
  forgetOnLeaving(person);
  let timer;
  const look = async () => {
    clearTimeout(timer);
    if (await show(place, person)) timer = setTimeout(attempt, EVERY);
  };
  const attempt = () => flush(person).then(look, look);
  sendLater(person, () => look().then(() => place.focus()));
  document.addEventListener('outbox', announce);
  document.addEventListener('outbox', look);
  window.addEventListener('online', attempt);
  window.addEventListener('offline', look);
  document.addEventListener('visibilitychange', () => document.hidden || attempt());
  await settle(person);
  await dropOld();
  await attempt();
}
