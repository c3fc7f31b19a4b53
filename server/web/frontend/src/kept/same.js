// Whether two answers say the same; the order of their names, and names without a value, say nothing.
function plain(value) {
  if (Array.isArray(value)) return value.map(plain);
  if (value === null || typeof value !== 'object') return value;
  const names = Object.keys(value).filter((name) => value[name] !== undefined && value[name] !== null).sort();
  return Object.fromEntries(names.map((name) => [name, plain(value[name])]));
}

export const same = (one, other) => JSON.stringify(plain(one)) === JSON.stringify(plain(other));
