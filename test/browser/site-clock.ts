import type { InterlockNetwork } from '@interlock/dev-env/network';
import type { Offer } from '../smoke/program.ts';

/** Starts the site anew with its clock so many minutes before the train leaves, or with the right one. */
export async function siteThinksItIs(
  network: InterlockNetwork,
  time: 'now' | { minutesBefore: number; offer: Offer },
): Promise<void> {
  await network.stopProcess('web');
  if (time === 'now') return network.startProcess('web', {});
  const aheadMs =
    Date.parse(time.offer.from.departsAt ?? '') - time.minutesBefore * 60_000 - Date.now();
  const clock = `const now=Date.now;Date.now=()=>now()+${aheadMs}`;
  const options = `--import=data:text/javascript,${encodeURIComponent(clock)}`;
  return network.startProcess('web', { NODE_OPTIONS: options });
}
