// What was typed, as a list to be read: lines of {label, text}, those without a text left out.
import { element } from '../element.js';

export function facts(lines) {
  const pairs = lines.filter(({ text }) => text).flatMap(({ label, text }) => [element('dt', {}, label), element('dd', {}, text)]);
  return pairs.length ? element('dl', { className: 'facts' }, ...pairs) : '';
}
