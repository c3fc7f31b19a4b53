// Keys for who works without a mouse. One table says what there is: the list that `?` shows, and what a key does.
// Single letters can be switched off (WCAG 2.1.4), for voices and trembling hands; they never act while somebody types.
import { element } from '../element.js';
import { speak } from '../speak.js';

const TYPING = 'input:not([type="checkbox"], [type="radio"]), textarea, select, [contenteditable], .cm-editor';
const YEAR = 365 * 24 * 3600;

const rows = () => [...document.querySelectorAll('table[data-rows] tbody a.title')];
const seen = (selector) => [...document.querySelectorAll(selector)].find((one) => one.offsetParent);

function step(by) {
  const links = rows();
  if (!links.length) return false;
  const at = links.indexOf(document.activeElement);
  const next = at < 0 ? (by > 0 ? 0 : links.length - 1) : at + by;
  links[Math.max(0, Math.min(links.length - 1, next))].focus();
  return true;
}

function press(selector) {
  const control = seen(selector);
  if (!control || control.getAttribute('aria-disabled') === 'true') return false;
  control.click();
  return true;
}

function search() {
  const field = seen('input[type="search"]');
  field?.focus();
  field?.select();
  return Boolean(field);
}

function tick() {
  const row = document.activeElement?.closest('table[data-rows] tr');
  const box = row?.querySelector('.pick input');
  box?.click();
  return Boolean(box);
}

function back() {
  if (press('.crumbs a')) return true;
  window.history.back();
  return true;
}

const KEYS = [
  { keys: ['j'], does: () => step(1), says: () => speak('next row', '下一行') },
  { keys: ['k'], does: () => step(-1), says: () => speak('previous row', '上一行') },
  { keys: ['Enter'], does: null, says: () => speak('open the row', '打开所在的行') },
  { keys: ['x'], does: tick, says: () => speak('choose the row, for one act on many', '选中所在的行，用于批量办理') },
  { keys: ['/'], does: search, says: () => speak('search', '搜索') },
  { keys: ['c'], does: () => press('.actbar [data-outbox] button'), says: () => speak('sign for the work', '签收') },
  { keys: ['Ctrl', 'Enter'], does: null, says: () => speak('hand in, while typing too', '提交，填写时也可用') },
  { keys: ['u'], does: back, says: () => speak('back to the list', '返回列表') },
  { keys: ['?'], does: help, says: () => speak('this list', '显示本表') },
];

const areOff = () => document.cookie.split('; ').includes('keys=off');

function shown() {
  const dialog = element('dialog', { className: 'keys', id: 'keys' });
  dialog.setAttribute('aria-labelledby', 'keys-title');
  const pairs = KEYS.flatMap(({ keys, says }) => [
    element('dt', {}, ...keys.flatMap((key, at) => [...(at ? [' + '] : []), element('kbd', {}, key)])),
    element('dd', {}, says()),
  ]);
  const box = element('input', { type: 'checkbox', checked: !areOff() });
  box.addEventListener('change', () => {
    document.cookie = `keys=${box.checked ? 'on' : 'off'}; path=/; max-age=${YEAR}; samesite=lax`;
  });
  const close = element('button', { type: 'button', className: 'btn primary' }, speak('Close', '关闭'));
  close.addEventListener('click', () => dialog.close());
  dialog.addEventListener('close', () => dialog.remove());
  dialog.append(
    element('h2', { id: 'keys-title' }, speak('Keyboard shortcuts', '快捷键')),
    element('dl', {}, ...pairs),
    element('div', { className: 'end' }, element('label', { className: 'check' }, box, speak('Single keys act', '启用单键快捷键')), close),
  );
  return dialog;
}

function help() {
  if (document.getElementById('keys')) return true;
  const dialog = shown();
  document.body.append(dialog);
  dialog.showModal();
  return true;
}

function obey(event) {
  if (event.defaultPrevented || event.isComposing || document.querySelector('dialog[open]')) return;
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
    if (press('.actbar button.primary')) event.preventDefault();
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.(TYPING) || areOff()) return;
  const key = KEYS.find(({ keys, does }) => does && keys.length === 1 && keys[0] === event.key);
  if (key?.does()) event.preventDefault();
}

export function listenForKeys() {
  document.addEventListener('keydown', obey);
  document.addEventListener('click', (event) => event.target.closest('[data-keys]') && help());
}
