// Plain forms: one submission a press, filters that act at once, and the focus on what is wrong.
import { speak } from '../speak.js';

function guard(event) {
  const form = event.target;
  if (form.method !== 'post' || event.defaultPrevented) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = '1';
  const button = event.submitter;
  if (button) {
    button.classList.add('busy');
    button.setAttribute('aria-disabled', 'true');
  }
}

// Coming back with the back button finds the form as it was left: sendable.
function release() {
  for (const form of document.querySelectorAll('form[data-sent]')) delete form.dataset.sent;
  for (const button of document.querySelectorAll('.btn.busy')) {
    button.classList.remove('busy');
    button.removeAttribute('aria-disabled');
  }
}

function ask(event) {
  const question = event.submitter?.dataset.ask;
  if (question && !window.confirm(question)) event.preventDefault();
}

export function guardForms() {
  document.addEventListener('submit', ask);
  document.addEventListener('submit', guard);
  window.addEventListener('pageshow', (event) => event.persisted && release());
  document.addEventListener('change', (event) => {
    if (event.target.matches('[data-at-once] select')) event.target.form.requestSubmit();
  });
  document.querySelector('.errors')?.focus();
  document.addEventListener('click', (event) => {
    const menu = document.querySelector('details.me[open]');
    if (menu && !menu.contains(event.target)) menu.open = false;
  });
  document.addEventListener('keydown', (event) => {
    const menu = event.key === 'Escape' && document.querySelector('details.me[open]');
    if (menu) {
      menu.open = false;
      menu.querySelector('summary').focus();
    }
  });
  document.addEventListener('htmx:error', () => {
    const live = document.getElementById('live');
    if (live) live.textContent = speak('No connection. What you see may be out of date.', '网络中断，所见内容可能不是最新的。');
  });
}
