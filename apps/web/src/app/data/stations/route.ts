import { searchStations } from '@interlock/use-cases/stations/find-stations';
import { context } from '../../../composition.ts';
import { stationOption } from '../../../passenger/station-options.ts';

/** Stations for typed text, for the station box. */
export function GET(request: Request): Response {
  const text = (new URL(request.url).searchParams.get('text') ?? '').slice(0, 60);
  const hits = searchStations(context(), { text });
  return Response.json(
    { options: hits.map(stationOption) },
    { headers: { 'cache-control': 'public, max-age=300' } },
  );
}
