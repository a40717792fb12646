// Lets tickets opened once, and the gate page, be read without a network. Three kinds of stores:
// `files` and `pages` hold nothing personal and are everybody's; `tickets-<owner>` belong to one account and are deleted
// by the pages as soon as that account is not the one signed in (src/offline/ticket-copies.ts).

const filesStore = 'files';
const pagesStore = 'pages';
const ticketsPrefix = 'tickets-';
const filesMax = 400;
const offlinePages = ['/zh/offline', '/en/offline'];
const publicPages = /^\/(zh|en)\/(gate|offline)$/;
const publicData = new Set(['/data/ticket-keys', '/data/station-names']);

self.addEventListener('install', (event) => {
  event.waitUntil(Promise.all(offlinePages.map(keepPage)).then(() => self.skipWaiting()));
});

self.addEventListener('activate', (event) => {
  event.waitUntil(self.clients.claim());
});

// A page asks that files it has loaded, or a public page, be there without a network.
self.addEventListener('message', (event) => {
  const { files = [], page } = event.data ?? {};
  const work = [keepFiles(files)];
  if (typeof page === 'string' && publicPages.test(page)) work.push(keepPage(page));
  const done = Promise.all(work).then(() => event.ports[0]?.postMessage('kept'));
  event.waitUntil(done);
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin) return;
  if (url.pathname.startsWith('/_next/static/')) event.respondWith(fileOf(request));
  else if (publicData.has(url.pathname)) event.respondWith(dataOf(event));
  else if (request.mode === 'navigate') event.respondWith(pageOf(request, url));
});

/** Files of a build never change under their name. */
async function fileOf(request) {
  const store = await caches.open(filesStore);
  const kept = await store.match(request, { ignoreVary: true });
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok) await store.put(request, answer.clone());
  return answer;
}

async function dataOf(event) {
  const store = await caches.open(pagesStore);
  try {
    const answer = await fetch(event.request);
    if (answer.ok) event.waitUntil(store.put(event.request, answer.clone()));
    return answer;
  } catch (error) {
    const kept = await store.match(event.request, { ignoreVary: true });
    if (kept) return kept;
    throw error;
  }
}

/** The network first; what was kept only when there is none. */
async function pageOf(request, url) {
  try {
    return await fetch(request);
  } catch (error) {
    const language = url.pathname.startsWith('/en') ? 'en' : 'zh';
    const kept = (await keptPage(url.pathname)) ?? (await keptPage(`/${language}/offline`));
    if (kept) return kept;
    throw error;
  }
}

async function keptPage(path) {
  const names = await caches.keys();
  for (const name of names) {
    if (name !== pagesStore && !name.startsWith(ticketsPrefix)) continue;
    const store = await caches.open(name);
    const kept = await store.match(path, { ignoreVary: true });
    if (kept) return kept;
  }
  return null;
}

/** Keeps a public page as somebody who is not signed in gets it, with the files it names. */
async function keepPage(path) {
  const answer = await fetch(path, { credentials: 'omit', cache: 'no-store' });
  if (!answer.ok || answer.redirected) return;
  const text = await answer.clone().text();
  const store = await caches.open(pagesStore);
  await store.put(path, answer);
  await keepFiles(text.match(/\/_next\/static\/[\w./~[\]-]+/g) ?? []);
}

async function keepFiles(files) {
  const store = await caches.open(filesStore);
  const wanted = new Set(files.filter((file) => file.startsWith('/_next/static/')));
  await Promise.all(
    Array.from(wanted, async (file) => {
      if (!(await store.match(file, { ignoreVary: true }))) await store.add(file);
    }).map((kept) => kept.catch(() => undefined)),
  );
  const keys = await store.keys();
  await Promise.all(keys.slice(0, -filesMax).map((key) => store.delete(key)));
}
