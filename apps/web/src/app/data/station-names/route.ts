import { context } from '../../../composition.ts';

/** What the telecodes in a ticket's code are called, in Chinese and English. */
export function GET(): Response {
  const { byTelecode } = context().availability.stations();
  const names = Object.fromEntries(
    Array.from(byTelecode.values(), ({ telecode, zh, en }) => [telecode, { zh, en }]),
  );
  return Response.json({ names }, { headers: { 'cache-control': 'public, max-age=300' } });
}
