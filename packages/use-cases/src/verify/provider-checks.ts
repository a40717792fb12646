import type { ShardName } from '@interlock/domain/ids';
import { instant } from '@interlock/domain/time';
import type { ProviderIntentLine } from '@interlock/gateways/payments/payment-gateway';
import type { Breach, VerifyContext, WideCheck } from './invariant.ts';

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
  readonly isKept: boolean;
}

async function booksAgree(context: VerifyContext): Promise<Breach[]> {
  const { payments, lines } = await readBooks(context);
  const told = lines
    .filter(({ capturedFen }) => capturedFen > 0)
    .flatMap((line) => {
      const payment = payments.get(line.intentId);
      const isGivenBack = line.refundedFen >= line.capturedFen;
      if (payment === undefined) {
        return isGivenBack
          ? []
          : [
              {
                id: `intent ${line.intentId}`,
                why: 'the provider took money that no booking knows of',
              },
            ];
      }
      const isEqual =
        payment.capturedFen === line.capturedFen && payment.refundedFen === line.refundedFen;
      const isOpen = payment.state === 1 || payment.state === 2;
      return isEqual || isOpen ? [] : [{ id: payment.reference, why: differenceOf(line, payment) }];
    });
  const intents = new Set(lines.map(({ intentId }) => intentId));
  const invented = [...payments.values()]
    .filter(({ intentId, capturedFen }) => capturedFen > 0 && !intents.has(intentId))
    .map(({ reference }) => ({
      id: reference,
      why: 'captured money that the provider does not know of',
    }));
  return [...told, ...invented];
}

function differenceOf(line: ProviderIntentLine, payment: PaymentFacts): string {
  return (
    `provider: captured ${line.capturedFen}, gave back ${line.refundedFen}; ` +
    `we: ${payment.capturedFen} and ${payment.refundedFen}`
  );
}

async function nothingStaysReserved(context: VerifyContext): Promise<Breach[]> {
  const { payments, lines } = await readBooks(context);
  const { reservedMs } = context.limits;
  return lines
    .filter(({ state }) => state === 'authorised')
    .flatMap((line) => {
      const payment = payments.get(line.intentId);
      if (payment === undefined) {
        const isOld = line.createdAt < context.now() - reservedMs;
        return isOld
          ? [{ id: `intent ${line.intentId}`, why: 'reserved for no booking we know' }]
          : [];
      }
      const isOver = payment.endedMsAgo !== null && payment.endedMsAgo > reservedMs;
      return isOver
        ? [{ id: payment.reference, why: `intent ${line.intentId} is still reserved` }]
        : [];
    });
}

async function readBooks(
  context: VerifyContext,
): Promise<{ payments: Map<string, PaymentFacts>; lines: ProviderIntentLine[] }> {
  const lines: ProviderIntentLine[] = [];
  for await (const line of context.payments.listIntents({ since: instant(0) })) lines.push(line);
  const rows = await Promise.all(context.shards.names().map((shard) => paymentsOn(context, shard)));
  return { payments: new Map(rows.flat().map((row) => [row.intentId, row])), lines };
}

async function paymentsOn(context: VerifyContext, shard: ShardName): Promise<PaymentFacts[]> {
  return context.shards.read(
    { shard },
    (reader) => reader.$queryRaw<PaymentFacts[]>`
      SELECT p.intent_id AS "intentId", b.reference, b.state, p.captured_fen AS "capturedFen",
             p.refunded_fen AS "refundedFen", b.state = 3 AND b.confirmed_intent = p.intent_id AS "isKept",
             CASE WHEN b.state IN (3, 4) THEN
               (extract(epoch FROM clock_timestamp() - greatest(b.closed_at, p.created_at)) * 1000)::float8 END AS "endedMsAgo"
        FROM payment p JOIN booking b ON b.id = p.booking_id WHERE p.intent_id IS NOT NULL`,
  );
}
