// The file field: form-js keeps files in the browser until the end, ours sends each at once and keeps the document ids.
import { Description, Errors, Label } from '@bpmn-io/form-js-viewer';
import { h } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { freshKey } from '../keys.js';
import { speak } from '../speak.js';
import { Lost, send, spokenSize } from './upload.js';

export const pendingUploads = new Set();

const AGAIN = 15_000;

// Once more when the network is back, and after a while: it may be the server alone that is away.
function later(transfer, line) {
  const back = () => line(transfer);
  const timer = setTimeout(() => line(transfer, true), AGAIN);
  window.addEventListener('online', back);
  transfer.wake = () => {
    clearTimeout(timer);
    window.removeEventListener('online', back);
  };
}

let queue = Promise.resolve(); // one file after the other: a village's uplink is narrow

function fileIcon() {
  return h('svg', { class: 'icon', viewBox: '0 0 24 24', 'aria-hidden': 'true' }, h('path', { d: 'M6 3.5h8l4 4v13H6zM14 3.5v4h4' }));
}

function removeButton(name, onClick) {
  const words = speak('Remove', '移除');
  return h('button', { type: 'button', class: 'btn quiet', 'aria-label': `${words} ${name}`, onClick }, words);
}

function kept(id, documents, remove) {
  const { name, size, url } = documents[id] ?? { name: id, size: 0, url: null };
  const title = url ? h('a', { href: url }, name) : h('span', null, name);
  const action = remove ? removeButton(name, () => remove(id)) : h('span');
  return h('li', { key: id }, fileIcon(), title, h('span', { class: 'size num' }, spokenSize(size)), action);
}

function sending({ key, name, share, message, again }, forget) {
  return h(
    'li',
    { key },
    fileIcon(),
    h('span', null, name),
    h('span', { class: 'size num' }, message ? '' : `${Math.round(share * 100)}%`),
    removeButton(name, () => forget(key)),
    message
      ? h('p', { class: 'message', role: 'alert' }, message, again && h('button', { type: 'button', class: 'btn quiet', 'aria-label': speak(`Try again ${name}`, `重试 ${name}`), onClick: again }, speak('Try again', '重试')))
      : h('progress', { max: 1, value: share, 'aria-label': speak(`Sending ${name}`, `正在上传 ${name}`) }),
  );
}

// Most files of a visit are photos: only a field that says otherwise takes none.
const takesPictures = (accept) => !accept || /image|\.(jpe?g|png|webp)/i.test(accept);

function fieldFor({ subject, upload_url: url, documents }) {
  return function Attachments({ field, value, errors = [], disabled, readonly, domId, onChange }) {
    const { label, description, validate = {}, multiple, accept } = field;
    const [transfers, setTransfers] = useState([]);
    const current = useRef([]);
    current.current = value ?? [];
    const editable = !disabled && !readonly;

    const store = (ids) => {
      current.current = ids;
      onChange({ value: ids.length ? ids : null });
    };
    const update = (key, change) => setTransfers((all) => all.map((each) => (each.key === key ? { ...each, ...change } : each)));
    const forget = (key) => setTransfers((all) => {
      all.find((each) => each.key === key)?.stop.abort();
      pendingUploads.delete(key);
      return all.filter((each) => each.key !== key);
    });

    const sendIt = async (transfer, quietly) => {
      transfer.wake?.();
      if (!pendingUploads.has(transfer.key)) return; // removed, or sent by an earlier try
      if (!quietly) update(transfer.key, { message: '' });
      try {
        const original = field.properties?.original === 'true' || field.properties?.original === true;
        const sent = await send(transfer.file, { url, key: transfer.id, subject, field: field.key, original, signal: transfer.stop.signal, progress: (share) => update(transfer.key, { share }) });
        documents[sent.id] = sent;
        forget(transfer.key);
        store(multiple ? [...current.current, sent.id] : [sent.id]);
        document.getElementById('live').textContent = speak(`Sent ${sent.name}`, `已上传 ${sent.name}`);
      } catch (problem) {
        // What lost the network is still on its way: the form isn't sent without it.
        if (!(problem instanceof Lost)) pendingUploads.delete(transfer.key);
        update(transfer.key, { message: problem.message, again: problem instanceof Lost ? () => line(transfer) : null });
        if (problem instanceof Lost) later(transfer, line);
      }
    };
    const line = (transfer, quietly = false) => {
      queue = queue.then(() => sendIt(transfer, quietly));
    };
    const add = (file) => {
      const transfer = { key: Symbol(file.name), id: freshKey(), file, name: file.name, share: 0, stop: new AbortController() };
      pendingUploads.add(transfer.key);
      setTransfers((all) => [...all, transfer]);
      line(transfer);
    };
    const choose = (event) => {
      for (const file of event.target.files) add(file);
      event.target.value = '';
    };

    const described = errors.length ? `${domId}-error-message` : `${domId}-description`;
    return h(
      'div',
      { class: `fjs-form-field fjs-form-field-filepicker attach${errors.length ? ' fjs-has-errors' : ''}` },
      h(Label, { htmlFor: domId, label, required: validate.required }),
      editable && h(
        'div',
        { class: 'chooser' },
        h('input', { type: 'file', class: 'vh', id: domId, multiple: Boolean(multiple), accept, 'aria-describedby': described, 'aria-invalid': errors.length > 0, onChange: choose }),
        h('label', { class: 'btn', for: domId }, speak('Choose a file', '选择文件')),
        takesPictures(accept) && h('input', { type: 'file', class: 'vh', id: `${domId}-camera`, accept: 'image/*', capture: 'environment', 'aria-describedby': described, onChange: choose }),
        takesPictures(accept) && h('label', { class: 'btn', for: `${domId}-camera` }, speak('Take a photo', '拍照')),
      ),
      h('ul', null, current.current.map((id) => kept(id, documents, editable && ((gone) => store(current.current.filter((each) => each !== gone))))), transfers.map((each) => sending(each, forget))),
      h(Description, { id: `${domId}-description`, description }),
      h(Errors, { id: `${domId}-error-message`, errors }),
    );
  };
}

export function attachmentsModule(page) {
  const Attachments = fieldFor(page);
  Attachments.config = { type: 'filepicker', keyed: true, group: 'basic-input', emptyValue: null, create: (options = {}) => ({ ...options }) };
  class OurFields {
    constructor(formFields) {
      formFields.register('filepicker', Attachments);
    }
  }
  OurFields.$inject = ['formFields'];
  return { __init__: ['ourFields'], ourFields: ['type', OurFields] };
}
