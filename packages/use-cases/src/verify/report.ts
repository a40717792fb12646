import type { Finding, VerifyReport } from './verify.ts';

/** The report for people: one block per broken invariant, one closing line. */
export function reportText({ checked, findings }: VerifyReport): string {
  const blocks = findings.map(blockOf);
  const verdict =
    findings.length === 0
      ? `${checked.length} invariants hold: ${checked.join(' ')}`
      : `${new Set(findings.map(({ invariant }) => invariant)).size} of ${checked.length} invariants are broken`;
  return [...blocks, verdict].join('\n');
}

function blockOf({ invariant, says, where, count, breaches }: Finding): string {
  const lines = breaches.map(({ id, why }) => `    ${id}: ${why}`);
  const rest = count > breaches.length ? [`    and ${count - breaches.length} more`] : [];
  return [
    `${invariant} broken ${count} times (${where})`,
    `  must be: ${says}`,
    ...lines,
    ...rest,
  ].join('\n');
}

/** 0 when everything holds, 1 on any finding. */
export function exitCodeOf({ findings }: VerifyReport): number {
  return findings.length === 0 ? 0 : 1;
}
