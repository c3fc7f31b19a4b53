// Keys by which the server knows a repeat. randomUUID is missing on plain http, where county networks often are.
export function freshKey() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

// The same body keeps its key over retries; another body gets another.
export function keyring(first) {
  let key = first;
  let sent = null;
  return (body) => {
    if (sent !== null && sent !== body) key = freshKey();
    sent = body;
    return key;
  };
}
