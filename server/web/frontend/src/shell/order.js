// Who signs first: those who are ticked stand in a list and are moved in it without asking the server.
// Without script the same buttons post the form.
import { speak } from '../speak.js';

const CHOOSING = 'input[type="checkbox"][name="people"], input[type="checkbox"][name="targets"]';

const own = (label) => label.textContent.trim();
const value = (place) => place.querySelector('input').value;
const button = (place, name) => place.querySelector(`button[name="${name}"]`);

function placeOf(field, box) {
  const place = field.querySelector('template').content.firstElementChild.cloneNode(true);
  place.querySelector('input').value = box.value;
  place.querySelector('span').textContent = own(box.labels[0]);
  for (const each of place.querySelectorAll('button')) {
    each.value = box.value;
    each.querySelector('.vh').textContent = ` ${own(box.labels[0])}`;
  }
  return place;
}

// Of one alone there is nothing to order.
function settle(field) {
  const places = [...field.querySelector('.order').children];
  places.forEach((place, at) => {
    button(place, 'up').disabled = at === 0;
    button(place, 'down').disabled = at === places.length - 1;
  });
  field.closest('.field').hidden = places.length < 2;
}

function choose(field, box) {
  const list = field.querySelector('.order');
  const place = [...list.children].find((each) => value(each) === box.value);
  if (box.checked && !place) list.append(placeOf(field, box));
  if (!box.checked) place?.remove();
  settle(field);
}

function move(field, place, name) {
  if (name === 'up') place.previousElementSibling.before(place);
  else place.nextElementSibling.after(place);
  settle(field);
  const pressed = button(place, name);
  (pressed.disabled ? button(place, name === 'up' ? 'down' : 'up') : pressed).focus();
  const at = [...place.parentElement.children].indexOf(place) + 1;
  const who = place.querySelector('span').textContent;
  document.getElementById('live').textContent = speak(`${who}: number ${at}`, `${who}：第 ${at} 位`);
}

export function putInOrder() {
  for (const field of document.querySelectorAll('[data-order]')) {
    const form = field.closest('form');
    field.querySelector('button[name="look"]').hidden = true;
    form.querySelectorAll(CHOOSING).forEach((box) => choose(field, box));
    form.addEventListener('change', ({ target }) => target.matches(CHOOSING) && choose(field, target));
    field.addEventListener('click', (event) => {
      const pressed = event.target.closest('button[name="up"], button[name="down"]');
      if (!pressed) return;
      event.preventDefault();
      move(field, pressed.closest('li'), pressed.name);
    });
  }
}
