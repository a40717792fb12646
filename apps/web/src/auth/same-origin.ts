import { headers } from 'next/headers';
import { forbidden } from 'next/navigation';

interface RequestHeaders {
  get(name: string): string | null;
}

/**
 * Whether a request that changes something comes from a page of this site.
 * Browsers say so in Sec-Fetch-Site, older ones in Origin; a request with neither is refused.
 */
export function isSameOrigin(request: RequestHeaders): boolean {
  const site = request.get('sec-fetch-site');
  const origin = request.get('origin');
  if (site !== null && site !== 'same-origin') return false;
  if (origin !== null) return hostOf(origin) === request.get('host');
  return site === 'same-origin';
}

/** First line of every server action: answers 403 to a form of another site. */
export async function requireSameOrigin(): Promise<void> {
  if (!isSameOrigin(await headers())) forbidden();
}

function hostOf(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null;
}
