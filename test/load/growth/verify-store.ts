import type { Stage } from '../frame/bench.ts';
import { runLoad } from '../frame/load-process.ts';
import type { Store } from './stores.ts';
import type { VerifyLoadAnswer, VerifyLoadInput } from './verify-load.ts';

const withinMs = 5 * 60_000;

/** Looks at a store's invariants in a process of its own. */
export async function verifyStore(
  stage: Stage,
  asked: { store: Store } & Pick<VerifyLoadInput, 'extent' | 'intents'>,
): Promise<VerifyLoadAnswer & { store: string }> {
  const { store, extent, intents } = asked;
  const { central, north, south } = store.urls;
  const input: VerifyLoadInput = {
    urls: { central: central.app, north: north.app, south: south.app },
    wishes: store.wishes,
    qrKey: stage.network().settings['INTERLOCK_QR_KEY'] ?? '',
    extent,
    intents,
  };
  stage.progress(`verify: ${store.name}, ${extent}`);
  const answer = await runLoad<VerifyLoadAnswer>({
    script: 'test/load/growth/verify-load.ts',
    input,
    signal: stage.signal,
    withinMs,
  });
  return { ...answer, store: store.name };
}
