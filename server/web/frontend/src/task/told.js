// An answer in words: [{path, label, text}] in the order of the form, for people who compare or look it up again.
import { speak } from '../speak.js';

function fieldsOf(components, prefix = '') {
  return components.flatMap((component) => {
    const inside = component.path ? `${prefix}${component.path}.` : prefix;
    if (component.components) return fieldsOf(component.components, inside);
    return component.key ? [{ ...component, path: prefix + component.key }] : [];
  });
}

function leaves(value, path = []) {
  const isRows = Array.isArray(value) && value.some((each) => each && typeof each === 'object');
  const isGroup = value && typeof value === 'object' && !Array.isArray(value);
  if (!isRows && !isGroup) return [{ path, value }];
  return Object.entries(value).flatMap(([name, each]) => leaves(each, [...path, name]));
}

function words(value, field, documents) {
  if (value === null || value === undefined || value === '') return '';
  if (value === true) return speak('Yes', '是');
  if (value === false) return speak('No', '否');
  if (Array.isArray(value)) return value.map((each) => words(each, field, documents)).join(speak(', ', '、'));
  const option = field?.values?.find((each) => each.value === value);
  return option?.label ?? documents[value]?.name ?? String(value);
}

export function inWords({ schema, documents }, values) {
  const fields = fieldsOf(schema.components);
  const order = fields.map((field) => field.path);
  return leaves(values)
    .map(({ path, value }) => {
      const rows = path.filter((name) => /^\d+$/.test(name));
      const drawn = path.filter((name) => !/^\d+$/.test(name)).join('.');
      const field = fields.find((each) => each.path === drawn);
      const label = field?.label || field?.dateLabel || field?.timeLabel || drawn;
      const row = rows.map((number) => ` ${Number(number) + 1}`).join('');
      return { path: path.join('.'), at: order.indexOf(drawn), label: label + row, text: words(value, field, documents) };
    })
    .filter(({ at }) => at >= 0)
    .sort((one, other) => one.at - other.at);
}
