import type { BookingId } from '@interlock/domain/ids';
import { bookingNumber } from '@interlock/domain/ids';
import type { Fen } from '@interlock/domain/money';
import type { ShardTransaction } from './connections.ts';

/** Accounts of research-grade double entry; a bureau's share carries its letter. */
export type LedgerAccount =
  | 'gateway-receivable'
  | 'customer-prepayment'
  | 'refunds-payable'
  | `bureau-payable:${string}`;

export interface LedgerLine {
  readonly account: LedgerAccount;
  readonly side: 'debit' | 'credit';
  readonly amountFen: Fen;
}

export interface LedgerOperation {
  readonly operation: string;
  readonly lines: readonly LedgerLine[];
}

/** The rows of one operation as the table has them. Throws when they do not balance. */
export function ledgerRows({ operation, lines }: LedgerOperation): object[] {
  const posted = lines.filter((line) => line.amountFen > 0);
  const sum = posted.reduce((total, line) => total + signed(line), 0);
  if (sum !== 0) throw new Error(`ledger operation ${operation} is off by ${sum} fen`);
  return posted.map((line, at) => ({
    operation,
    ord: at + 1,
    account: line.account,
    debit_fen: line.side === 'debit' ? line.amountFen : 0,
    credit_fen: line.side === 'credit' ? line.amountFen : 0,
  }));
}

/** Posts one operation; posting it again changes nothing. Throws when it does not balance. */
export async function postLedger(
  tx: ShardTransaction,
  input: LedgerOperation & { bookingId: BookingId; currency: string },
): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO ledger (operation, ord, booking_id, account, debit_fen, credit_fen, currency)
    SELECT l.operation, l.ord, ${bookingNumber(input.bookingId)}, l.account, l.debit_fen, l.credit_fen, ${input.currency}
      FROM jsonb_to_recordset(${JSON.stringify(ledgerRows(input))}::jsonb)
           AS l (operation text, ord smallint, account text, debit_fen bigint, credit_fen bigint)
    ON CONFLICT DO NOTHING`;
}

function signed(line: LedgerLine): number {
  return line.side === 'debit' ? line.amountFen : 0 - line.amountFen;
}

/** The money that was captured: the provider owes it to us, we owe it to the customer. */
export function captureLines(amountFen: Fen): LedgerLine[] {
  return [
    { account: 'gateway-receivable', side: 'debit', amountFen },
    { account: 'customer-prepayment', side: 'credit', amountFen },
  ];
}

/** The ticket is issued: the customer's money becomes the bureaus', each by its share of the way. */
export function issueLines(shares: { bureau: string; amountFen: Fen }[]): LedgerLine[] {
  return shares.flatMap((share) => [
    { account: 'customer-prepayment', side: 'debit', amountFen: share.amountFen } as const,
    {
      account: `bureau-payable:${share.bureau}`,
      side: 'credit',
      amountFen: share.amountFen,
    } as const,
  ]);
}

/** Late money goes back in full. */
export function refundLines(amountFen: Fen): LedgerLine[] {
  return [
    { account: 'customer-prepayment', side: 'debit', amountFen },
    { account: 'refunds-payable', side: 'credit', amountFen },
  ];
}

/** The provider has paid the refund out. */
export function refundPaidLines(amountFen: Fen): LedgerLine[] {
  return [
    { account: 'refunds-payable', side: 'debit', amountFen },
    { account: 'gateway-receivable', side: 'credit', amountFen },
  ];
}
