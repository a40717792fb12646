import type { RunId } from '@interlock/domain/ids';
import type { ServiceDate } from '@interlock/domain/time';
import {
  buildStationIndex,
  stationsOfKey,
  type Station,
  type StationIndex,
} from '@interlock/domain/timetable/station';
import { LatelyUsed } from './lately-used.ts';
import type { OfferStop } from './offer-stop.ts';
import type { KnownRide, KnownRun, Places } from './read-model.ts';
import { offerStops, rideFacts } from './ride-facts.ts';
import type { PlanRide, RunTable } from './run-table.ts';

/** Bounds of memory: a ride takes about 4 kB with what its readers remember of it, the stops of a run about 6 kB. */
const ridesMax = 60_000;
const runsMax = 15_000;
const placesMax = 20_000;

interface Day {
  /** What each shard's timetable of the day was when it was looked at. */
  readonly version: number;
  readonly rides: readonly KnownRide[];
}

/** What people ask between two places, worked out once for as long as the timetable and the names stay as they are. */
export class KnownPlaces {
  readonly #tables: readonly RunTable<KnownRun>[];
  #stations: StationIndex = buildStationIndex([]);
  #names = '';
  readonly #places = new LatelyUsed<string, Places>(placesMax);
  readonly #days = new LatelyUsed<string, Day>(ridesMax, ({ rides }) => rides.length + 1);
  readonly #stops = new LatelyUsed<RunId, readonly OfferStop[]>(runsMax);

  /** One table of runs per shard. */
  constructor(tables: readonly RunTable<KnownRun>[]) {
    this.#tables = tables;
  }

  /** Takes over the stations; everything is worked out anew if one of them has another name or city than before. */
  rename(stations: StationIndex): void {
    this.#stations = stations;
    const names = JSON.stringify([...stations.byTelecode.values()]);
    if (names === this.#names) return;
    this.#names = names;
    this.#places.clear();
    this.#days.clear();
    this.#stops.clear();
  }

  of({ from, to }: { from: string; to: string }): Places {
    const key = `${from}>${to}`;
    const known = this.#places.get(key);
    if (known !== undefined) return known;
    const places = {
      key,
      from: stationsOfKey(this.#stations, from),
      to: stationsOfKey(this.#stations, to),
    };
    // Keys that mean nothing are as many as anybody likes to invent.
    if (places.from.length > 0 && places.to.length > 0) this.#places.set(key, places);
    return places;
  }

  ridesBetween(places: Places, date: ServiceDate): readonly KnownRide[] {
    const key = `${places.key} ${date}`;
    const version = this.#tables.reduce((sum, table) => sum + table.changedAt(date), 0);
    const known = this.#days.get(key);
    if (known?.version === version) return known.rides;
    const rides = this.#planRides(places)
      .flatMap(({ table, ride }) => {
        const run = table.runOf(ride.plan, date);
        return run === undefined ? [] : [this.#knownRide(run, ride)];
      })
      .sort((a, b) => a.facts.departsAt - b.facts.departsAt);
    this.#days.set(key, { version, rides });
    return rides;
  }

  runsCalling(telecodes: readonly string[], date: ServiceDate): KnownRun[] {
    return this.#tables.flatMap((table) => table.calling(telecodes, date));
  }

  datesBetween(places: Places): ServiceDate[] {
    const rides = this.#planRides(places);
    const dates = this.#tables.flatMap((table) =>
      table
        .dates()
        .filter((date) =>
          rides.some((of) => of.table === table && table.runOf(of.ride.plan, date) !== undefined),
        ),
    );
    return [...new Set(dates)].sort();
  }

  #planRides({ from, to }: Places): { table: RunTable<KnownRun>; ride: PlanRide }[] {
    const [a, b] = [from.map(telecodeOf), to.map(telecodeOf)];
    return this.#tables.flatMap((table) =>
      table.ridesBetween(a, b).map((ride) => ({ table, ride })),
    );
  }

  #knownRide(run: KnownRun, { from, to }: PlanRide): KnownRide {
    const stops = this.#stopsOf(run);
    return { run, from, to, facts: rideFacts(run, { from, to, stops }), latest: null };
  }

  #stopsOf(run: KnownRun): readonly OfferStop[] {
    const known = this.#stops.get(run.runId);
    if (known !== undefined) return known;
    const stops = offerStops(run, (telecode) => this.#stations.byTelecode.get(telecode) ?? null);
    this.#stops.set(run.runId, stops);
    return stops;
  }
}

function telecodeOf(station: Station): string {
  return station.telecode;
}
