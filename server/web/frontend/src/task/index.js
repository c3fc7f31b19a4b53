// The page that asks for something: a form-js form with drafts, uploads and one careful submission.
import '@bpmn-io/form-js-viewer/dist/assets/form-js.css';
import './style.css';
import { ready } from '../ready.js';
import { keepDrafts } from './drafts.js';
import { openForm } from './form.js';
import { submitOnce } from './submission.js';
import { showSummary } from './summary.js';

const place = document.getElementById('form');
const page = JSON.parse(document.getElementById('form-data').textContent);

const form = await openForm(place, page);
const drafts = await keepDrafts(form, page);
if (page.errors.length) showSummary(form.show(page.errors));
await submitOnce(form, page, drafts);

// form-js renders once more after the import: what is typed in the first frame would be lost.
requestAnimationFrame(() => requestAnimationFrame(ready));
