/** One line of JSON per thing worth knowing that no caller waits for; errors by message, nothing personal. */
export function report(what: string, detail: Record<string, unknown>): void {
  const plain = Object.entries(detail).map(([key, value]) => [
    key,
    value instanceof Error ? value.message : value,
  ]);
  const line = { at: new Date().toISOString(), what, ...Object.fromEntries(plain) };
  process.stderr.write(`${JSON.stringify(line)}\n`);
}
