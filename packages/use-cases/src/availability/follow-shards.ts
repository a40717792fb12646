import type { CentralDatabase, Shards } from '@interlock/db/connections';
import { readStations } from '@interlock/db/stations';
import type { ShardName } from '@interlock/domain/ids';
import { buildStationIndex, type StationIndex } from '@interlock/domain/timetable/station';
import type { UseCaseContext } from '../context.ts';
import { startLoop, type Loop } from '../loops/loop.ts';
import { KnownPlaces } from './known-places.ts';
import type { Availability } from './read-model.ts';
import { ShardFollower } from './shard-follower.ts';

const feedEveryMs = 100;
const stationsEveryMs = 60_000;

interface AvailabilityParts extends Pick<UseCaseContext, 'now' | 'report' | 'railwayZone'> {
  readonly central: CentralDatabase;
  readonly shards: Shards;
}

/** The read model of one process: a follower per shard and the station index. Starts with nothing known. */
export function createAvailability(parts: AvailabilityParts): Availability {
  const followers = new Map<ShardName, ShardFollower>(
    parts.shards.names().map((shard) => [shard, new ShardFollower({ ...parts, shard })]),
  );
  const places = new KnownPlaces([...followers.values()].map(({ runs }) => runs));
  let stations = buildStationIndex([]);
  let loops: Loop[] = [];

  async function loadStations(): Promise<void> {
    const rows = await parts.central.read(readStations);
    stations = buildStationIndex(rows, trainsADay(followers));
    places.rename(stations);
  }

  async function start(): Promise<void> {
    await loadStations();
    const firstLoads = [...followers].map(([shard, follower]) =>
      firstLoad(parts, { shard, follower }),
    );
    await Promise.all(firstLoads);
    await loadStations();
    const counts = [...followers].map(([shard, follower]) =>
      startLoop(parts, {
        name: `counts.${shard}`,
        everyMs: feedEveryMs,
        round: () => follower.catchUp(),
      }),
    );
    loops = [
      ...counts,
      startLoop(parts, { name: 'stations', everyMs: stationsEveryMs, round: loadStations }),
    ];
  }

  return {
    start,
    loadStations,
    async stop() {
      await Promise.all(loops.map((loop) => loop.stop()));
    },
    stations: (): StationIndex => stations,
    station: (telecode) => stations.byTelecode.get(telecode) ?? null,
    run: (runId) => firstOf(followers, (follower) => follower.runs.get(runId)),
    placesOf: (keys) => places.of(keys),
    ridesBetween: (between, date) => places.ridesBetween(between, date),
    runsCalling: (telecodes, date) => places.runsCalling(telecodes, date),
    datesBetween: (between) => places.datesBetween(between),
    seatsLeft: (input) =>
      firstOf(followers, (follower) =>
        follower.runs.has(input.runId) ? follower.seatsLeft(input) : undefined,
      ) ?? { kind: 'unknown' },
    asOf: (shard) => followers.get(shard)?.asOf() ?? null,
    isReachable: (shard) => followers.get(shard)?.isReachable() ?? false,
  };
}

/** A shard that is away at the start is left to its loop: the others must not wait for it. */
async function firstLoad(
  parts: AvailabilityParts,
  input: { shard: ShardName; follower: ShardFollower },
): Promise<void> {
  const startedAt = parts.now();
  try {
    await input.follower.catchUp();
  } catch (error) {
    const afterMs = parts.now() - startedAt;
    parts.report('counts of a shard not loaded yet', { shard: input.shard, afterMs, error });
  }
}

function firstOf<T>(
  followers: Map<ShardName, ShardFollower>,
  find: (follower: ShardFollower) => T | undefined,
): T | null {
  for (const follower of followers.values()) {
    const found = find(follower);
    if (found !== undefined) return found;
  }
  return null;
}

/** Trains of one day by station, to put busy stations first among equal hits. */
function trainsADay(followers: Map<ShardName, ShardFollower>): Map<string, number> {
  const trains = new Map<string, number>();
  for (const { runs } of followers.values()) {
    const day = runs.dates().at(-1);
    for (const run of day === undefined ? [] : runs.on(day)) {
      for (const stop of run.plan.stops) {
        trains.set(stop.telecode, (trains.get(stop.telecode) ?? 0) + 1);
      }
    }
  }
  return trains;
}
