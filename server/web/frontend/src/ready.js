// Tests and slow networks alike wait on this mark, never on time.
export function ready() {
  document.documentElement.dataset.ready = '1';
}
