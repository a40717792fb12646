import { namesOfAccounts } from '@interlock/db/accounts';
import type { UseCaseContext } from '../context.ts';

const staffMark = 'staff:';

/** What the staff among these actors are called, by actor (`staff:<account id>`); empty while central is away. */
export async function staffNamesOf(
  context: UseCaseContext,
  actors: readonly string[],
): Promise<Record<string, string>> {
  const ids = actors
    .filter((actor) => actor.startsWith(staffMark))
    .map((actor) => actor.slice(staffMark.length));
  if (ids.length === 0) return {};
  try {
    const accounts = await context.central.read((central) =>
      namesOfAccounts(central, [...new Set(ids)]),
    );
    return Object.fromEntries(
      accounts.map(({ id, name, email }) => [staffMark + id, name.trim() || maskEmail(email)]),
    );
  } catch (error) {
    context.report('no staff names for the console', { error });
    return {};
  }
}

/** "c***@example.com": whoever knows the address knows it again, nobody else learns it. */
function maskEmail(email: string): string {
  const [name = '', host = ''] = email.split('@');
  return `${name.slice(0, 1)}***@${host}`;
}
