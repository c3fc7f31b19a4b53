// The error summary: what is wrong, together, taking the focus, with a way to each field.
import { element } from '../element.js';
import { speak } from '../speak.js';

const place = () => document.getElementById('errors');

function line({ label, message, element: control }) {
  const words = label ? speak(`${label}: ${message}`, `${label}：${message}`) : message;
  if (!control) return element('li', {}, words);
  const link = element('a', { href: `#${control.id}` }, words);
  link.addEventListener('click', (event) => {
    event.preventDefault();
    control.focus();
    control.scrollIntoView({ block: 'center' });
  });
  return element('li', {}, link);
}

export function clearSummary() {
  place().hidden = true;
  place().replaceChildren();
}

export function showSummary(found, sentence = null, links = []) {
  const title = sentence ?? speak(`${found.length} things need correction`, `有 ${found.length} 处需要改正`);
  const list = element('ul', {}, ...found.map(line), ...links.map(({ href, text }) => element('li', {}, element('a', { href }, text))));
  place().replaceChildren(element('h2', {}, title), list);
  place().hidden = false;
  place().focus();
  place().scrollIntoView({ block: 'nearest' });
}
