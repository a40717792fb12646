/** Pages of tickets that this browser keeps for the time without a network, in a store of their account alone. */
const prefix = 'tickets-';
const pagesMax = 30;
const labelHeader = 'x-interlock-label';

/** One kept page. */
export interface TicketCopy {
  readonly path: string;
  readonly label: string;
}

/** Keeps the page as it is now; called again it replaces the copy. Whether there was a network to get it over. */
export async function keepTicket(owner: string, page: TicketCopy): Promise<boolean> {
  const answer = await fetch(page.path, { cache: 'no-store' }).catch(() => null);
  if (answer === null) return false;
  if (!answer.ok || answer.redirected) return true;
  const headers = new Headers(answer.headers);
  headers.set(labelHeader, encodeURIComponent(page.label));
  const store = await caches.open(prefix + owner);
  await store.delete(page.path);
  await store.put(page.path, new Response(await answer.blob(), { headers }));
  const keys = await store.keys();
  await Promise.all(keys.slice(0, -pagesMax).map((key) => store.delete(key)));
  return true;
}

/** Deletes every ticket that is not this account's; null: nobody is signed in. */
export async function dropOtherTickets(owner: string | null): Promise<void> {
  const names = await caches.keys();
  const others = names.filter((name) => name.startsWith(prefix) && name !== `${prefix}${owner}`);
  await Promise.all(others.map((name) => caches.delete(name)));
}

/** What is kept, newest first. */
export async function keptTickets(): Promise<TicketCopy[]> {
  const names = (await caches.keys()).filter((name) => name.startsWith(prefix));
  const lists = await Promise.all(
    names.map(async (name) => {
      const store = await caches.open(name);
      const keys = await store.keys();
      return Promise.all(
        keys.map(async (key) => {
          const { pathname } = new URL(key.url);
          const label = (await store.match(key))?.headers.get(labelHeader);
          return { path: pathname, label: label ? decodeURIComponent(label) : pathname };
        }),
      );
    }),
  );
  return lists.flat().toReversed();
}

/** Files of the build that the page has loaded. */
function loadedFiles(): string[] {
  return performance
    .getEntriesByType('resource')
    .map(({ name }) => new URL(name).pathname)
    .filter((path) => path.startsWith('/_next/static/'));
}

/** Starts the worker that answers without a network; resolves once it has kept what the page has loaded, and the page. */
export async function startWorker(page?: string): Promise<void> {
  await navigator.serviceWorker.register('/service-worker.js', { updateViaCache: 'none' });
  const { active } = await navigator.serviceWorker.ready;
  const { port1, port2 } = new MessageChannel();
  const kept = new Promise((resolve) => {
    port1.addEventListener('message', resolve, { once: true });
    port1.start();
  });
  active?.postMessage({ files: loadedFiles(), page }, [port2]);
  await kept;
}

/** Whether this browser can keep pages at all: only over TLS or on the machine itself. */
export function canKeep(): boolean {
  return 'serviceWorker' in navigator && 'caches' in window;
}
