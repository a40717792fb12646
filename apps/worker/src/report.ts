/** One line of JSON per thing worth knowing; errors by message, ids only, nothing personal. */
export function report(what: string, detail: Record<string, unknown>): void {
  const plain = Object.fromEntries(
    Object.entries(detail).map(([key, value]) => [
      key,
      value instanceof Error ? value.message : value,
    ]),
  );
  process.stderr.write(`${JSON.stringify({ at: new Date().toISOString(), what, ...plain })}\n`);
}
