import type { Breach } from '@interlock/db/verify/shard-check';
import { instant } from '@interlock/domain/time';
import type { ProviderIntentLine } from '@interlock/gateways/payments/payment-gateway';
import type { VerifyContext, WideCheck } from './invariant.ts';

/** The provider's own list against the payment rows and the orphans. */
export const providerChecks: readonly WideCheck[] = [
  {
    number: 'I22',
    says: 'what the provider captured and gave back is what our rows say, to the fen',
    spans: 'two-systems',
    find: booksAgree,
  },
  {
    number: 'I28',
    says: 'the provider reserves no money for a booking that has ended',
    spans: 'two-systems',
    find: nothingStaysReserved,
  },
];

interface PaymentFacts {
  readonly intentId: string;
  readonly reference: string;
  readonly state: number;
  readonly endedMsAgo: number | null;
  readonly capturedFen: number;
  readonly refundedFen: number;
}

async function booksAgree(context: VerifyContext): Promise<Breach[]> {
  const found: Breach[] = [];
  const told = new Set<string>();
  for await (const { lines, payments } of booksPages(context)) {
    for (const line of lines) {
      told.add(line.intentId);
      if (line.capturedFen > 0) found.push(...disagreement(line, payments.get(line.intentId)));
    }
  }
  for await (const payments of capturedPages(context)) {
    const invented = payments.filter(({ intentId }) => !told.has(intentId));
    found.push(
      ...invented.map(({ reference }) => ({
        id: reference,
        why: 'captured money that the provider does not know of',
      })),
    );
  }
  return found;
}

function disagreement(line: ProviderIntentLine, payment: PaymentFacts | undefined): Breach[] {
  if (payment === undefined) {
    const why = 'the provider took money that no booking knows of';
    const isGivenBack = line.refundedFen >= line.capturedFen;
    return isGivenBack ? [] : [{ id: `intent ${line.intentId}`, why }];
  }
  const isEqual =
    payment.capturedFen === line.capturedFen && payment.refundedFen === line.refundedFen;
  const isOpen = payment.state === 1 || payment.state === 2;
  return isEqual || isOpen ? [] : [{ id: payment.reference, why: differenceOf(line, payment) }];
}

function differenceOf(line: ProviderIntentLine, payment: PaymentFacts): string {
  return (
    `provider: captured ${line.capturedFen}, gave back ${line.refundedFen}; ` +
    `we: ${payment.capturedFen} and ${payment.refundedFen}`
  );
}

async function nothingStaysReserved(context: VerifyContext): Promise<Breach[]> {
  const found: Breach[] = [];
  for await (const { lines, payments } of booksPages(context)) {
    for (const line of lines.filter(({ state }) => state === 'authorised')) {
      found.push(...reservedTooLong(context, line, payments.get(line.intentId)));
    }
  }
  return found;
}

function reservedTooLong(
  context: VerifyContext,
  line: ProviderIntentLine,
  payment: PaymentFacts | undefined,
): Breach[] {
  const { reservedMs } = context.limits;
  if (payment === undefined) {
    const isOld = line.createdAt < context.now() - reservedMs;
    const why = 'reserved for no booking we know';
    return isOld ? [{ id: `intent ${line.intentId}`, why }] : [];
  }
  const isOver = payment.endedMsAgo !== null && payment.endedMsAgo > reservedMs;
  const why = `intent ${line.intentId} is still reserved`;
  return isOver ? [{ id: payment.reference, why }] : [];
}

const linesPerPage = 2_000;

/** The provider's list page by page, each with our payment rows of its intents. */
async function* booksPages(
  context: VerifyContext,
): AsyncIterable<{ lines: ProviderIntentLine[]; payments: Map<string, PaymentFacts> }> {
  let lines: ProviderIntentLine[] = [];
  for await (const line of context.payments.listIntents({ since: instant(0) })) {
    lines.push(line);
    if (lines.length < linesPerPage) continue;
    yield { lines, payments: await paymentsOf(context, lines) };
    lines = [];
  }
  yield { lines, payments: await paymentsOf(context, lines) };
}

async function paymentsOf(
  context: VerifyContext,
  lines: readonly ProviderIntentLine[],
): Promise<Map<string, PaymentFacts>> {
  const intents = lines.map(({ intentId }) => intentId);
  const lists = await Promise.all(
    context.shards.names().map((shard) =>
      context.shards.read(
        { shard },
        (reader) => reader.$queryRaw<PaymentFacts[]>`
          SELECT p.intent_id AS "intentId", b.reference, b.state, p.captured_fen AS "capturedFen",
                 p.refunded_fen AS "refundedFen", CASE WHEN b.state IN (3, 4) THEN
                   (extract(epoch FROM clock_timestamp() - greatest(b.closed_at, p.created_at)) * 1000)::float8 END AS "endedMsAgo"
            FROM payment p JOIN booking b ON b.id = p.booking_id WHERE p.intent_id = ANY (${intents}::text[])`,
      ),
    ),
  );
  return new Map(lists.flat().map((row) => [row.intentId, row]));
}

/** Payments with captured money of every shard, page by page. */
async function* capturedPages(
  context: VerifyContext,
): AsyncIterable<{ intentId: string; reference: string }[]> {
  for (const shard of context.shards.names()) {
    let after: string | undefined = '';
    while (after !== undefined) {
      const from: string = after;
      const rows: { intentId: string; reference: string }[] = await context.shards.read(
        { shard },
        (reader) => reader.$queryRaw<{ intentId: string; reference: string }[]>`
          SELECT p.intent_id AS "intentId", b.reference FROM payment p JOIN booking b ON b.id = p.booking_id
           WHERE p.intent_id > ${from} AND p.captured_fen > 0 ORDER BY p.intent_id LIMIT ${linesPerPage}`,
      );
      yield rows;
      after = rows.at(-1)?.intentId;
    }
  }
}
