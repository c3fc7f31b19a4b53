// Without a network: the frame's scripts and styles, and the page that shows what this device keeps. Never a page with data.
/* global FILES */
const DIST = '/static/dist/';
const CACHE = `muster ${FILES.join(' ')}`;
// The page by which this was registered said in which language people read.
const KEPT = `/kept${self.location.search}`;

async function install() {
  const cache = await caches.open(CACHE);
  await cache.addAll([...FILES.map((file) => DIST + file), '/static/mark.svg']);
  // Asked for as nobody: what is kept says nothing of who is signed in.
  const page = await fetch(KEPT, { credentials: 'omit', cache: 'no-store' });
  if (!page.ok) throw new Error(`${KEPT}: ${page.status}`);
  await cache.put(KEPT, page);
  await self.skipWaiting();
}

async function dropFormer() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith('muster ') && name !== CACHE).map((name) => caches.delete(name)));
  await self.clients.claim();
}

async function fromCache(request) {
  const cache = await caches.open(CACHE);
  const found = await cache.match(request);
  if (found) return found;
  const answer = await fetch(request);
  if (answer.ok) await cache.put(request, answer.clone());
  return answer;
}

const orKept = (request) => fetch(request).catch(async () => (await (await caches.open(CACHE)).match(KEPT)) ?? Response.error());

self.addEventListener('install', (event) => event.waitUntil(install()));
self.addEventListener('activate', (event) => event.waitUntil(dropFormer()));
self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== self.location.origin) return;
  if (pathname.startsWith(DIST) || pathname === '/static/mark.svg') event.respondWith(fromCache(request));
  else if (request.mode === 'navigate') event.respondWith(orKept(request));
});
