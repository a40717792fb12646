/** Runs once when the server process starts, before the first page. */
export async function register(): Promise<void> {
  // Only the Node process has databases; the page of parts needs none.
  if (process.env.NEXT_RUNTIME !== 'nodejs' || process.env.INTERLOCK_PARTS === '1') return;
  const { compose } = await import('./composition.ts');
  await compose();
}
