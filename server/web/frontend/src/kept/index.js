// The page of what this device keeps: shown without a network too, and then it has nobody but the device to ask.
import { moment } from '../clock.js';
import { ready } from '../ready.js';
import { element } from '../element.js';
import { speak } from '../speak.js';
import { ofOthers, settle, settled } from './database.js';
import { facts } from './facts.js';
import { actsOf, REFUSED, sentence, takeBack } from './outbox.js';
import { drop, typedBy } from './typed.js';

const place = document.getElementById('kept');
const person = document.body.dataset.person ?? (await remembered());

// A page without a name came from the cache, or nobody is signed in: the server says which, if it can be asked.
async function remembered() {
  const last = await settled();
  if (!last) return '';
  const headers = { Accept: 'application/json', 'Muster-Person': last };
  const answer = await fetch(place.dataset.counts, { headers, cache: 'no-store' }).catch(() => null);
  if (answer?.status !== 401) return last;
  await settle('');
  return '';
}

function standing(typed, act) {
  if (act?.state === REFUSED) return ['red', speak('not done', '没有办成')];
  if (act) return ['amber', speak('to be sent', '待送出')];
  return typed?.sent ? ['green', speak('draft on the server', '草稿已在服务器')] : ['amber', speak('only on this device', '仅存于本机')];
}

function discard({ typed, act, title }) {
  const words = speak('Discard', '丢弃');
  const button = element('button', { type: 'button', className: 'btn', ariaLabel: `${words} ${title}` }, words);
  button.addEventListener('click', async () => {
    if (!window.confirm(speak('This can’t be brought back. Discard it?', '丢弃后不能恢复。确定丢弃吗？'))) return;
    if (act) await takeBack(act.key);
    if (typed) await drop(person, typed.subject);
    await show();
  });
  return button;
}

function panel(each, number) {
  const { typed, act } = each;
  const { title, href, at } = typed ?? act;
  const [colour, words] = standing(typed, act);
  const heading = element('h2', { id: `kept-${number}` }, element('a', { href }, title));
  const what = element('p', { className: 'strip' }, element('span', { className: `tag ${colour}` }, words), element('span', {}, typed?.step || act?.words || ''), element('span', { className: 'num' }, moment.format(at)));
  const why = act?.said ? [element('p', {}, sentence(act.said) ?? '')] : [];
  const inside = element('div', { className: 'pad' }, what, ...why, facts(typed?.lines ?? act.lines ?? []), discard({ ...each, title }));
  const made = element('section', { className: 'panel' }, element('header', {}, heading), inside);
  made.setAttribute('aria-labelledby', heading.id);
  return made;
}

// What others typed is for them to read: told is only that it lies here.
async function ofOthersLine() {
  const number = await ofOthers(person);
  if (!number) return [];
  const words = speak(`Kept on this device: ${number} more, shown to whoever typed it once they sign in.`, `本机还留有 ${number} 项内容，填写人本人登录后才显示。`);
  const way = person ? '' : element('a', { className: 'btn', href: place.dataset.signIn }, speak('Sign in', '登录'));
  return [element('div', { className: 'strip' }, element('p', { className: 'muted' }, words), way)];
}

async function show() {
  const [typed, acts] = [await typedBy(person), await actsOf(person)];
  const subjects = new Set([...acts, ...typed].map(({ subject }) => subject));
  const all = [...subjects].map((subject) => ({ typed: typed.find((one) => one.subject === subject), act: acts.find((one) => one.subject === subject) }));
  const nothing = element('p', { className: 'muted' }, speak('Nothing of yours is kept on this device.', '本机没有留存您的内容。'));
  const lines = [...all.map(panel), ...(await ofOthersLine())];
  place.replaceChildren(...(lines.length ? lines : [nothing]));
}

function line() {
  document.getElementById('offline').hidden = navigator.onLine && location.pathname === place.dataset.address;
}

document.querySelector('[data-again]').addEventListener('click', () => location.reload());
document.addEventListener('outbox', show);
for (const change of ['online', 'offline']) window.addEventListener(change, line);
line();
await show();
ready();
