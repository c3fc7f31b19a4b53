// Plain forms that may wait for the network (`data-outbox`): signing for work, the acts, answers.
import { actsOf, add, REFUSED, send, takeBack, WAITING } from '../kept/outbox.js';
import { leave } from '../leaving.js';
import { inWords } from './plain.js';

const forms = () => document.querySelectorAll('form[data-outbox]');

function actOf(form, pressed, person) {
  const { outbox: subject, words, page, foreseen, lookAgain } = form.dataset;
  return {
    key: form.elements.idempotency_key.value,
    person,
    subject,
    title: (document.querySelector('[data-about]') ?? document.querySelector('h1')).textContent.trim(),
    words: words ?? pressed.textContent.trim(),
    // What was refused stands at an address that can't be opened, unless that is its page's own.
    href: page ?? location.pathname,
    url: form.action,
    type: 'application/x-www-form-urlencoded',
    body: new URLSearchParams(new FormData(form)).toString(),
    // What was told before the click has to hold still when it arrives.
    foreseen,
    // Whether its page takes what was typed back, to be confirmed anew.
    again: lookAgain !== undefined,
    lines: inWords(form),
  };
}

function release(form) {
  form.inert = false;
  delete form.dataset.sent;
  for (const button of form.querySelectorAll('[aria-disabled]')) button.removeAttribute('aria-disabled');
}

// What waits can't be changed or sent beside itself; taken back, it can.
async function rest(person) {
  const waiting = new Set((await actsOf(person)).filter((act) => act.state === WAITING).map((act) => act.subject));
  for (const form of forms()) {
    const waits = waiting.has(form.dataset.outbox);
    if (form.inert && !waits) release(form);
    form.inert = waits;
  }
}

// Done anew, what was refused before is over.
async function settle(person, subject) {
  for (const act of await actsOf(person)) {
    if (act.subject === subject && act.state === REFUSED) await takeBack(act.key);
  }
}

// What waits takes the place of what was refused before, too.
async function keep(act) {
  const isKept = await add(act);
  if (isKept) await settle(act.person, act.subject);
  return isKept;
}

// `tell` shows what waits, and gives it the focus.
export function sendLater(person, tell) {
  document.addEventListener('submit', async (event) => {
    const { target: form, submitter: pressed } = event;
    // A button that checks nothing asks for another page: that needs the server.
    if (event.defaultPrevented || !('outbox' in form.dataset) || pressed.formNoValidate) return;
    event.preventDefault();
    const act = actOf(form, pressed, person);
    pressed.classList.add('busy');
    const answer = await send(act);
    pressed.classList.remove('busy');
    if (answer && answer.status < 300) {
      await settle(person, act.subject);
      await leave(answer.said.location);
      return;
    }
    if (answer?.status === 401) {
      // Signed out, or another is in: it waits for its person, and whoever is there gets the page as it is for them.
      await keep(act);
      location.assign(act.href);
    } else if (answer || !(await keep(act))) form.submit(); // refused: the page that says why
    else await tell();
  });
  document.addEventListener('outbox', ({ detail }) => {
    const isHere = detail.done && [...forms()].some((form) => form.dataset.outbox === detail.done.subject);
    if (isHere) leave(detail.location);
    else rest(person);
  });
  rest(person);
}
