import { loadInput, tell } from '../frame/load-process.ts';
import { authorisePayments } from './authorised-payments.ts';
import { closedLoop } from './closed-loop.ts';
import { type LoadFound, type LoadInput, purchasesFor } from './load-input.ts';
import { naiveSeller } from './naive-transaction.ts';
import { meterServer } from './server-meter.ts';

/** The same callers before the naive transaction, in one process. */
const input = await loadInput<LoadInput>();
const purchases = purchasesFor(input);
await authorisePayments(input.urls.app, purchases);
const meter = await meterServer(input);
const seller = naiveSeller(input.urls.owner);
const loop = await closedLoop({
  seller,
  purchases: purchases.values(),
  clients: input.clients,
  before: input.way === 'zipf' ? input.runs.length : 0,
  warmUpMs: input.warmUpMs,
  measureMs: input.measureMs,
  begin: () => meter.begin(),
  end: () => meter.end(),
});
await seller.close();
const found: LoadFound = { ...loop, ...(await meter.cost()) };
tell(found);
