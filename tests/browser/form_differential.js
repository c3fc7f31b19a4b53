// Answers a form in the real form-js viewer and says what it would send and which fields it refuses.
import { createForm } from '@bpmn-io/form-js-viewer';

// Errors are kept by component id and row numbers; the server speaks of paths.
function named(form, errors) {
  const fields = form.get('formFieldRegistry');
  const paths = form.get('pathRegistry');
  const found = [];
  const walk = (id, inner, rows) => {
    if (Array.isArray(inner) && inner.every((one) => typeof one === 'string')) {
      const field = fields.get(id);
      const indexes = rows.length ? { [listAbove(fields, field)]: rows[0] } : {};
      found.push(paths.getValuePath(field, { indexes }).join('.'));
    } else {
      for (const [row, deeper] of Object.entries(inner)) if (deeper) walk(id, deeper, [...rows, Number(row)]);
    }
  };
  for (const [id, inner] of Object.entries(errors)) walk(id, inner, []);
  return found.sort();
}

function listAbove(fields, field) {
  let one = field;
  while (one && one.type !== 'dynamiclist') one = fields.get(one._parent);
  return one.id;
}

// The form is opened with the case's data; the answers are put in as if they had been typed.
window.answer = async (schema, data, typed) => {
  const container = document.createElement('div');
  document.body.append(container);
  const form = await createForm({ container, schema, data, debounce: false });
  form._setState({ data: form._getInitializedFieldData({ ...data, ...typed }) });
  // Conditions and computed values settle over a few renderings.
  for (let round = 0; round < 4; round += 1) await new Promise((done) => setTimeout(done, 0));
  const { data: sent, errors } = form.submit();
  form.destroy();
  container.remove();
  return { sent: JSON.parse(JSON.stringify(sent)), refused: named(form, errors) };
};
document.documentElement.dataset.ready = '1';
