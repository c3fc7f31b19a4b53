// Hears at once that there is something new, where the server offers it; what there is, the page asks as ever.
const AGAIN = 30_000;
// Pages of one desk hear together; they ask one after another.
const SPREAD = 400;
const TROUBLE = 500;

export function hearBells(look) {
  const address = document.body.dataset.bells;
  if (!address) return;
  let stream;
  let waiting;
  let turn = 0; // whoever has begun to ask goes on only if nobody left or began anew meanwhile

  const leave = () => {
    turn += 1;
    stream?.close();
    stream = undefined;
    clearTimeout(waiting);
  };
  const later = () => {
    leave();
    waiting = setTimeout(hear, AGAIN);
  };
  // A hidden page hears nothing: browsers allow few streams at once, and it asks when it is seen again.
  async function hear() {
    leave();
    if (document.hidden) return;
    const mine = turn;
    try {
      const answer = await fetch(address, { headers: { Accept: 'application/json' } });
      if (!answer.ok) {
        // What is refused stays refused; a server in trouble is asked again.
        if (answer.status >= TROUBLE && turn === mine) later();
        return;
      }
      const { address: place } = await answer.json();
      if (turn !== mine) return;
      stream = new EventSource(place);
      stream.addEventListener('new', () => setTimeout(look, Math.random() * SPREAD));
      stream.addEventListener('error', later);
    } catch {
      if (turn === mine) later();
    }
  }
  document.addEventListener('visibilitychange', hear);
  window.addEventListener('pagehide', leave);
  hear();
}
