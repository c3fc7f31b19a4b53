// Dark theme and large text. The server knows the choice too (cookies), so that a page never flashes in the wrong dress.
const YEAR = 365 * 24 * 3600;
const root = document.documentElement;
const switches = { theme: 'dark', size: 'l' };

function show() {
  for (const [name, on] of Object.entries(switches)) {
    for (const button of document.querySelectorAll(`[data-switch="${name}"]`)) {
      button.setAttribute('aria-pressed', String(root.dataset[name] === on));
    }
  }
}

function choose(name, value) {
  if (value) root.dataset[name] = value;
  else delete root.dataset[name];
  document.cookie = `${name}=${value}; path=/; max-age=${YEAR}; samesite=lax`;
  show();
}

export function keepPreferences() {
  show();
  document.addEventListener('click', (event) => {
    const button = event.target.closest('[data-switch], [data-print]');
    if (!button) return;
    if ('print' in button.dataset) {
      window.print();
      return;
    }
    const name = button.dataset.switch;
    choose(name, root.dataset[name] === switches[name] ? '' : switches[name]);
  });
}
