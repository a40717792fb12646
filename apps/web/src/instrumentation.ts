/** Runs once when the server process starts, before the first page. */
export async function register(): Promise<void> {
  // Only the Node process has databases.
  if (process.env.NEXT_RUNTIME !== 'nodejs') return;
  const { compose } = await import('./composition.ts');
  await compose();
}
