import type { PageWords } from '../page-props.ts';
import type { RideOffer } from './offer-of-ride.ts';
import { RefusedPage } from './problem-page.tsx';

interface RefusedRideProps {
  words: PageWords;
  found: Extract<RideOffer, { kind: 'refused' }>;
  here: string;
  travellers: number;
}

/** A ride that cannot be booked at this moment: the reason, and the other trains of its day where its ends are known. */
export function RefusedRide({ words, found, here, travellers }: RefusedRideProps) {
  const { code, train } = found;
  if (train === undefined) return <RefusedPage words={words} code={code} here={here} />;
  const { date, from, to } = train;
  const ends = { from: from.telecode, to: to.telecode };
  const otherTrains = words.paths.results({ ...ends, date, n: String(travellers) });
  return <RefusedPage {...{ words, code, here, otherTrains }} />;
}
