// Plain forms in words: every field that is filled in, by its name, as people read it.

// A label's own words, without the mark that it must be filled in.
const own = (label) => [...label.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE).map((node) => node.data).join('').trim();

const isChoice = (control) => control.type === 'checkbox' || control.type === 'radio';

function text(control) {
  if (isChoice(control)) return control.checked ? own(control.labels[0]) : '';
  if (control.tagName === 'SELECT') return control.value && control.selectedOptions[0].textContent.trim();
  return control.value;
}

function name(control) {
  const legend = isChoice(control) && control.closest('fieldset')?.querySelector('legend');
  return own(legend || control.labels[0]);
}

// [{field, label, text}]; what only helps to choose (`.look`) is no part of the answer.
export function inWords(form) {
  const lines = new Map();
  for (const control of form.elements) {
    if (!control.name || !control.labels?.length || control.type === 'submit' || control.closest('.look')) continue;
    const line = lines.get(control.name) ?? { field: control.name, label: name(control), text: '' };
    line.text = [line.text, text(control)].filter(Boolean).join('、');
    lines.set(control.name, line);
  }
  return [...lines.values()];
}
