import { createHash } from 'node:crypto';
import type { CentralReader, CentralTransaction } from './connections.ts';

export interface AuditInput {
  readonly actor: string;
  readonly action: string;
  readonly subject: string;
  readonly reason: string;
  readonly before: Record<string, string | number | null>;
}

/** Advisory lock of the chain: two writers never hash the same predecessor. */
const chainLock = 7_301_884;

/** Appends a row before the act is done; each row's hash covers the one before it. Returns its id. */
export async function writeAudit(tx: CentralTransaction, input: AuditInput): Promise<bigint> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${chainLock})`;
  const last = await tx.$queryRaw<{ hash: string }[]>`
    SELECT hash FROM audit ORDER BY id DESC LIMIT 1`;
  const hash = auditHash(last[0]?.hash ?? '', input);
  const rows = await tx.$queryRaw<{ id: bigint }[]>`
    INSERT INTO audit (actor, action, subject, reason, before, hash)
    VALUES (${input.actor}, ${input.action}, ${input.subject}, ${input.reason}, ${JSON.stringify(input.before)}::jsonb, ${hash})
    RETURNING id`;
  const row = rows[0];
  if (row === undefined) throw new Error('audit row was not returned');
  return row.id;
}

/** Notes how the act ended; the hashed part of the row stays as it was. */
export async function closeAudit(
  tx: CentralTransaction,
  input: { id: bigint; outcome: string; after: Record<string, string | number | null> },
): Promise<void> {
  await tx.$executeRaw`
    UPDATE audit SET outcome = ${input.outcome}, after = ${JSON.stringify(input.after)}::jsonb WHERE id = ${input.id}`;
}

/** SHA-256 over the predecessor's hash and the row's fixed fields, keys in sorted order. */
export function auditHash(previous: string, input: AuditInput): string {
  const before = Object.entries(input.before).sort(([a], [b]) => (a < b ? -1 : 1));
  const text = JSON.stringify([
    previous,
    input.actor,
    input.action,
    input.subject,
    input.reason,
    before,
  ]);
  return createHash('sha256').update(text).digest('hex');
}

export interface AuditRow extends AuditInput {
  readonly id: bigint;
  readonly at: Date;
  readonly outcome: string | null;
  readonly hash: string;
}

/** What staff did to a subject, newest first. */
export async function auditOf(central: CentralReader, subject: string): Promise<AuditRow[]> {
  return central.$queryRaw<AuditRow[]>`
    SELECT id, at, actor, action, subject, reason, before, outcome, hash FROM audit
     WHERE subject = ${subject} ORDER BY id DESC LIMIT 100`;
}
