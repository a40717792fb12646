import { searchStations } from '@interlock/use-cases/stations/find-stations';
import { context } from '../composition.ts';
import { meaningOf, type ResolvedStation } from './station-meaning.ts';

/** What one end of a search means: a key from the station box, or text typed by hand. */
export function resolveStation(text: string): ResolvedStation {
  const typed = text.trim().slice(0, 60);
  if (typed === '') return { kind: 'missing' };
  const hits = searchStations(context(), { text: typed.replace(/^city:/, '') });
  return meaningOf(typed, hits);
}
