// What every page has.
import './htmx.js';
import './style.css';
import { pollCounts } from './counts.js';
import { guardForms } from './forms.js';
import { keepPreferences } from './preferences.js';
import { ready } from '../ready.js';

keepPreferences();
guardForms();
pollCounts();

if (!document.body.dataset.waits) ready();
