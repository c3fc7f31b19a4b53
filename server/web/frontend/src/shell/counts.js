// The figures in navigation and count strip, kept fresh. The browser's cache does the conditional request (ETag, 304).
const EVERY = 30_000;

const capped = (value, cap) => (value > cap ? `${cap}+` : String(value));

function show(counts) {
  let changed = false;
  for (const place of document.querySelectorAll('[data-count]')) {
    const value = counts[place.dataset.count];
    if (value === undefined) continue;
    // Badges are empty at nought; figures say it.
    const text = value === 0 && 'quiet' in place.dataset ? '' : capped(value, counts.cap ?? 99);
    if (place.textContent !== text) {
      place.textContent = text;
      changed = true;
    }
  }
  return changed;
}

async function ask(address) {
  const answer = await fetch(address, { headers: { Accept: 'application/json' }, cache: 'no-cache' });
  if (!answer.ok) return;
  // Lists that follow the counts listen for `inbox from:body`.
  if (show(await answer.json())) document.body.dispatchEvent(new CustomEvent('inbox'));
}

// Asks at once when told to, else now and then; gives what asks.
export function pollCounts() {
  const address = document.body.dataset.counts;
  if (!address) return () => {};
  const poll = () => {
    if (!document.hidden) ask(address).catch(() => {}); // offline: the next round will tell
  };
  setInterval(poll, EVERY);
  document.addEventListener('visibilitychange', poll);
  return poll;
}
