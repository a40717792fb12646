import { findStations, type StationHit } from '@interlock/domain/timetable/station';
import type { UseCaseContext } from '../context.ts';

const hitsMax = 12;

/** Stations and cities for what was typed: hanzi, pinyin, initials, English or telecode. From memory. */
export function searchStations(context: UseCaseContext, input: { text: string }): StationHit[] {
  return findStations(context.availability.stations(), input.text, hitsMax);
}
