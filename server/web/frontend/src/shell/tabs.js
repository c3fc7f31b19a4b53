// Where tabs are wider than the screen, the one that is open stands in the middle of what is seen of them.
export function showOpenTabs() {
  for (const open of document.querySelectorAll('.tabs [aria-current]')) {
    const strip = open.parentElement;
    strip.scrollLeft = open.offsetLeft - strip.offsetLeft - (strip.clientWidth - open.offsetWidth) / 2;
  }
}
