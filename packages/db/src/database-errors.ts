/** The database did not answer, or only with "not now". Nothing of the transaction was committed. */
export class DatabaseUnavailable extends Error {
  readonly database: string;
  constructor(database: string, cause: unknown) {
    super(`database ${database} is unavailable: ${messageOf(cause)}`, { cause });
    this.name = 'DatabaseUnavailable';
    this.database = database;
  }
}

/** COMMIT was sent and no answer came: it may have happened. Look at the rows before doing anything again. */
export class CommitUnknown extends Error {
  readonly database: string;
  constructor(database: string, cause: unknown) {
    super(`database ${database} did not say whether it committed: ${messageOf(cause)}`, { cause });
    this.name = 'CommitUnknown';
    this.database = database;
  }
}

/** SQLSTATE of an error of pg or Prisma (raw or model query), or null if the error carries none. */
export function sqlStateOf(error: unknown): string | null {
  for (const part of chainOf(error)) {
    const code = fieldOf(part, 'originalCode') ?? fieldOf(part, 'code');
    if (typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) && !/^P\d{4}$/.test(code))
      return code;
    if (code === 'P2034') return '40001';
    if (code === 'P2002') return '23505';
  }
  return null;
}

/** True for 40001 and 40P01: nothing was changed, the whole transaction may be tried again. */
export function isSerializationFailure(error: unknown): boolean {
  const state = sqlStateOf(error);
  return state === '40001' || state === '40P01';
}

const awayStates = ['25006', '57014', '55P03'];
const awayPrismaCodes = ['P1001', 'P1002', 'P1008', 'P1017', 'P2024', 'P2028', 'P2037'];
const awayMessages =
  /ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|Connection terminated|timeout exceeded when trying to connect|timeout expired|Query read timeout|not queryable|SocketTimeout|ConnectionClosed|DatabaseNotReachable/;

/** True if the error says that the server, or the way to it, is away or overloaded, and not that the statement is wrong. */
export function isAway(error: unknown): boolean {
  const state = sqlStateOf(error);
  if (state !== null)
    return (
      state.startsWith('08') ||
      state.startsWith('53') ||
      state.startsWith('57P') ||
      awayStates.includes(state)
    );
  return chainOf(error).some((part) => {
    const code = fieldOf(part, 'code');
    return (
      (typeof code === 'string' && awayPrismaCodes.includes(code)) ||
      awayMessages.test(`${String(code)} ${String(fieldOf(part, 'kind'))} ${messageOf(part)}`)
    );
  });
}

const notReachedMessages =
  /ECONNREFUSED|ENOTFOUND|timeout exceeded when trying to connect|timeout expired|DatabaseNotReachable/;

/** True if no connection came about, so that nothing was sent. */
export function isNotReached(error: unknown): boolean {
  return chainOf(error).some((part) =>
    notReachedMessages.test(
      `${String(fieldOf(part, 'code'))} ${String(fieldOf(part, 'kind'))} ${messageOf(part)}`,
    ),
  );
}

/** True if the client gave up waiting: the connection still has a statement on it and must not be used again. */
export function isReadTimeout(error: unknown): boolean {
  return chainOf(error).some((part) => messageOf(part).includes('Query read timeout'));
}

/** True if Prisma itself ended the transaction (too slow, or none to be had), so that no COMMIT was sent. */
export function isTransactionClosed(error: unknown): boolean {
  return chainOf(error).some((part) => fieldOf(part, 'code') === 'P2028');
}

function chainOf(error: unknown): unknown[] {
  const chain: unknown[] = [];
  let part = error;
  while (part !== null && typeof part === 'object' && chain.length < 8) {
    chain.push(part);
    part = fieldOf(fieldOf(part, 'meta'), 'driverAdapterError') ?? fieldOf(part, 'cause');
  }
  return chain;
}

function fieldOf(value: unknown, name: string): unknown {
  return value !== null && typeof value === 'object'
    ? (value as Record<string, unknown>)[name]
    : undefined;
}

function messageOf(error: unknown): string {
  const message = fieldOf(error, 'message');
  return typeof message === 'string' ? message : '';
}
