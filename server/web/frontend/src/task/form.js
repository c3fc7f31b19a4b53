// Our handle on a form-js form: its values, and errors shown beside the fields by path.
import { Form } from '@bpmn-io/form-js-viewer';
import flatpickr from 'flatpickr';
import { Mandarin } from 'flatpickr/dist/esm/l10n/zh.js';
import { english } from '../speak.js';
import { attachmentsModule, pendingUploads } from './attachments.js';

// The bundle holds one flatpickr, so form-js's date fields speak Chinese too.
if (!english) flatpickr.localize(Mandarin);

const dotted = (path) => path.join('.');

function instances(form) {
  return form.get('formFieldInstanceRegistry').getAllKeyed();
}

function errorPath({ id, indexes }) {
  return [id, ...Object.values(indexes ?? {})];
}

function at(tree, path) {
  return path.reduce((branch, key) => branch?.[key], tree);
}

function put(tree, path, value) {
  let branch = tree;
  for (const key of path.slice(0, -1)) branch = branch[key] ??= {};
  branch[path.at(-1)] = value;
}

// form-js knows a field that was shown later as its last; people read from the top.
function asOnThePage({ element: one }, { element: other }) {
  if (!one || !other || one === other) return 0;
  return one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1;
}

// The element that takes the focus: the control itself, or the first of a group.
function control(place, form, { id, indexes }) {
  const dom = ['fjs-form', form._id, id].join('-') + Object.values(indexes ?? {}).map((i) => `_${i}`).join('');
  return place.querySelector(`[id="${dom}"], [id="${dom}-search"], [id^="${dom}-"]:is(input, select, textarea, button)`);
}

export async function openForm(place, page) {
  const form = new Form({
    container: place,
    // With the default of 300 ms an edit made right after loading is lost: its late handler reads a control drawn anew.
    debounce: false,
    additionalModules: [attachmentsModule(page)],
  });
  await form.importSchema(page.schema, page.values);

  function named(instance, message) {
    const said = form.get('formFieldRegistry').get(instance.id);
    return {
      field: dotted(instance.valuePath),
      // A date's words are its own; a field without any is known by its path.
      label: said.label || said.dateLabel || said.timeLabel || dotted(instance.valuePath),
      message,
      element: control(place, form, instance),
    };
  }

  return {
    place,
    pendingUploads,
    onChange: (listener) => form.on('changed', listener),
    values: () => form._getSubmitData(),

    // Shows other values: those of the page that they say nothing of stay.
    load: (values) => form.importSchema(page.schema, { ...page.values, ...values }),

    // The browser's own check: saves a round trip, the server checks again.
    check() {
      const errors = form.validate();
      const found = instances(form).flatMap((instance) => {
        const messages = at(errors, errorPath(instance));
        return Array.isArray(messages) ? messages.map((message) => named(instance, message)) : [];
      });
      return found.sort(asOnThePage);
    },

    // Shows what the server found: [{field, message}]. Answers the same with label and element, for the summary.
    show(found) {
      const errors = {};
      const byPath = new Map(instances(form).map((instance) => [dotted(instance.valuePath), instance]));
      const shown = found.map(({ field, message }) => {
        const instance = byPath.get(field);
        if (!instance) return { field, label: '', message, element: null };
        const path = errorPath(instance);
        put(errors, path, [...(at(errors, path) ?? []), message]);
        return named(instance, message);
      });
      form._setState({ errors });
      return shown;
    },
  };
}
