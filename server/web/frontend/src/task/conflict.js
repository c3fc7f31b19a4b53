// Two drafts of one piece of work: both shown, field by field where they differ, and the person chooses.
import { element } from '../element.js';
import { speak } from '../speak.js';

function differences(here, there) {
  const texts = new Map(there.map(({ path, text }) => [path, text]));
  const known = new Set(here.map(({ path }) => path));
  const rows = here.map(({ path, label, text }) => ({ label, here: text, there: texts.get(path) ?? '' }));
  const missing = there.filter(({ path }) => !known.has(path)).map(({ label, text }) => ({ label, here: '', there: text }));
  return [...rows, ...missing].filter((row) => row.here !== row.there);
}

function row({ label, here, there }) {
  const nothing = speak('(empty)', '（空）');
  return element(
    'tr',
    {},
    element('th', { scope: 'row' }, label),
    element('td', {}, here || nothing),
    element('td', {}, there || nothing),
  );
}

function table(rows, when) {
  const head = element(
    'tr',
    {},
    element('th', { scope: 'col' }, speak('Field', '项目')),
    element('th', { scope: 'col' }, speak('Here', '这里')),
    element('th', { scope: 'col' }, when ? speak(`There, ${when}`, `另一处（${when}）`) : speak('There', '另一处')),
  );
  return element('table', {}, element('caption', { className: 'vh' }, speak('Where they differ', '不同之处')), element('thead', {}, head), element('tbody', {}, ...rows.map(row)));
}

// Answers 'here' or 'there'.
export function choose(form, { here, there, when }) {
  document.getElementById('conflict')?.remove();
  const title = element('h2', { id: 'conflict-title' }, speak('Two drafts', '草稿冲突'));
  const why = element('p', {}, speak(
    'You kept a draft in another window or on another device too. Choose the one to go on with; nothing is sent until you do.',
    '您在另一窗口或设备上也保存过草稿。请选择以哪一份为准继续填写；选定之前不会覆盖任何一份。',
  ));
  const mine = element('button', { type: 'button', className: 'btn primary' }, speak('Keep what is here', '用这里的'));
  const other = element('button', { type: 'button', className: 'btn' }, speak('Take the other', '用另一处的'));
  const region = element(
    'section',
    { id: 'conflict', className: 'conflict', tabIndex: -1 },
    title,
    why,
    table(differences(here, there), when),
    element('p', { className: 'acts' }, mine, other),
  );
  region.setAttribute('aria-labelledby', 'conflict-title');
  form.place.closest('form').before(region);
  region.focus();
  region.scrollIntoView({ block: 'nearest' });
  return new Promise((chosen) => {
    const end = (which) => () => {
      region.remove();
      chosen(which);
    };
    mine.addEventListener('click', end('here'));
    other.addEventListener('click', end('there'));
  });
}
