import { context } from '../../composition.ts';

/** Whether the pages can be served: 200 once the counts have been read for the first time. */
export function GET(): Response {
  const { availability, shards } = context();
  const reachable = shards.names().filter((shard) => availability.isReachable(shard));
  return Response.json(
    { ok: true, shards: reachable },
    { headers: { 'cache-control': 'no-store' } },
  );
}
