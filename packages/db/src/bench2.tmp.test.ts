import { test } from 'vitest'
import { createShardFixture, sampleHold, sampleRelease } from './testing/shard-fixture.ts'
import { wireHold, wireRelease } from './batch-wire.ts'
test('bench', async () => {
  const s = await createShardFixture()
  const runs = []; for (let i=0;i<20;i++) runs.push(await s.publish({ stops: 24, seats: 1000 }))
  const c = await s.admin.connect()
  console.log((await c.query('show jit')).rows)
  for (const n of [1, 32]) {
  const t: Record<string, number> = {}
  const time = async (name: string, sql: string, v: unknown[]) => { const r = await c.query({name: name, text: `SELECT ${sql.replace('$X','$1')} AS a`, values: v}); return r.rows[0].a }
  await c.query(`CREATE OR REPLACE FUNCTION timed(holds jsonb, releases jsonb) RETURNS jsonb LANGUAGE plpgsql SET search_path=public SET enable_seqscan=off SET jit=off AS $$
   DECLARE t0 timestamptz; r record; a float; b float; c float; d float; e float; BEGIN
   t0 := clock_timestamp(); SELECT * INTO r FROM place_holds(holds); a := extract(epoch from clock_timestamp()-t0)*1e6;
   t0 := clock_timestamp(); PERFORM move_seats(r.placed, '{}'); b := extract(epoch from clock_timestamp()-t0)*1e6;
   t0 := clock_timestamp(); SELECT * INTO r FROM release_bookings(releases); c := extract(epoch from clock_timestamp()-t0)*1e6;
   t0 := clock_timestamp(); PERFORM move_seats('{}', r.freed); d := extract(epoch from clock_timestamp()-t0)*1e6;
   RETURN jsonb_build_array(a,b,c,d); END $$`)
  const sums = [0,0,0,0]; let k=0
  for (let i=0;i<60;i++) {
    const hs = Array.from({length:n}, (_, j) => ({ r: sampleHold({ runId: runs[0]!, from: 0, to: 5 }), j }))
    const holds = hs.map(({r,j}) => wireHold(r, [runs[0]!*10000 + (j*2) , runs[0]!*10000 + j*2+1]))
    const x = (await c.query({ name: 'timed'+n, text: 'SELECT timed($1,$2) a', values: [JSON.stringify(holds), JSON.stringify(hs.map(({r}) => wireRelease(sampleRelease(r.bookingId))))] })).rows[0].a
    if (i>=20) { k++; x.forEach((v: number, q: number) => sums[q]! += v) }
  }
  console.log(n, 'us per item: place, move, release, move', sums.map(v => Math.round(v/k/n)))
  }
  await c.query("LOAD 'auto_explain'; SET auto_explain.log_min_duration=0; SET auto_explain.log_nested_statements=on; SET auto_explain.log_analyze=on; SET auto_explain.log_timing=off; SET client_min_messages=log")
  c.on('notice', (n: {message?: string}) => console.log(n.message))
  { const r = sampleHold({ runId: runs[0]!, from: 0, to: 5 }); await c.query({ name: 'timed1', text: 'SELECT timed($1,$2) a', values: [JSON.stringify([wireHold(r, [runs[0]!*10000])]), JSON.stringify([wireRelease(sampleRelease(r.bookingId))])] }) }
  c.release(); await s.close()
}, 60000)
