// What every page has.
import './htmx.js';
import './style.css';
import { pollCounts } from './counts.js';
import { hearBells } from './bells.js';
import { guardForms } from './forms.js';
import { listenForKeys } from './keys.js';
import { putInOrder } from './order.js';
import { keepOutbox } from './outbox.js';
import { keepPreferences } from './preferences.js';
import { install } from './installing.js';
import { showOpenTabs } from './tabs.js';
import { ready } from '../ready.js';

keepPreferences();
guardForms();
hearBells(pollCounts());
listenForKeys();
keepOutbox();
putInOrder();
showOpenTabs();
install();

if (!document.body.dataset.waits) ready();
