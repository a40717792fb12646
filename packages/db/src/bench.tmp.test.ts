import { expect, test } from 'vitest'
import { createShardFixture, sampleHold, sampleRelease, insertPayment } from './testing/shard-fixture.ts'
import { readFileSync } from 'node:fs'
test('bench', async () => {
  const s = await createShardFixture()
  const runs = []; for (let i=0;i<20;i++) runs.push(await s.publish({ stops: 24, seats: 1000 }))
  const a = s.allocator()
  const plans = await s.admin.query('select count(*) from seat'); console.log(plans.rows)
  for (const clients of [1, 8, 64]) {
    const run = runs.shift()!
    let ops = 0, rel=0; const end = Date.now() + 2500; const cpu0 = process.cpuUsage()
    const pid = (await s.shards.batchPool('north' as never).query('select pg_backend_pid() p')).rows[0].p
    const ticks = () => { const f = readFileSync(`/proc/${pid}/stat`,'utf8').split(') ')[1]!.split(' '); return Number(f[11])+Number(f[12]) }
    const t0 = ticks()
    await Promise.all(Array.from({length: clients}, async () => {
      while (Date.now() < end) { const f = Math.floor(Math.random()*20); const r = sampleHold({ runId: run, from: f, to: f+1+Math.floor(Math.random()*3), count: 1+Math.floor(Math.random()*3) })
        const x = await a.hold(r); ops++; if (x.kind==='held' && Math.random()<0.8) { await a.release(sampleRelease(r.bookingId)); ops++; rel++ } } }))
    const cpu = process.cpuUsage(cpu0)
    console.log(clients, 'clients', Math.round(ops/2.5), 'ops/s node us/op', Math.round((cpu.user+cpu.system)/ops), 'db us/op', Math.round((ticks()-t0)*10000/ops))
  }
  expect(await s.mismatches()).toBe(0)
  await s.close()
}, 60000)
