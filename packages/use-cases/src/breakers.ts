import type { CentralDatabase, Shards } from '@interlock/db/connections';
import { CommitUnknown, DatabaseUnavailable } from '@interlock/db/database-errors';
import type { ShardName } from '@interlock/domain/ids';
import {
  ProviderUnavailable,
  type PaymentGateway,
} from '@interlock/gateways/payments/payment-gateway';
import {
  BrokenCircuitError,
  circuitBreaker,
  ConsecutiveBreaker,
  handleType,
  type CircuitBreakerPolicy,
} from 'cockatiel';

/** So many failures in a row open a breaker; from then on calls fail at once instead of waiting for a time-out. */
const failuresMax = 5;
/** After this one call is let through to see whether the part is back. */
const tryAgainAfterMs = 1000;

function databaseBreaker(): CircuitBreakerPolicy {
  return circuitBreaker(handleType(DatabaseUnavailable).orType(CommitUnknown), {
    halfOpenAfter: tryAgainAfterMs,
    breaker: new ConsecutiveBreaker(failuresMax),
  });
}

/** Calls through the breaker; an open one is the database's own "unavailable". */
async function through<T>(
  breaker: CircuitBreakerPolicy,
  name: string,
  call: () => Promise<T>,
): Promise<T> {
  try {
    return await breaker.execute(call);
  } catch (error) {
    throw error instanceof BrokenCircuitError ? new DatabaseUnavailable(name, error) : error;
  }
}

/** The central database behind a breaker of its own. */
export function guardedCentral(central: CentralDatabase): CentralDatabase {
  const breaker = databaseBreaker();
  return {
    ...central,
    read: (work) => through(breaker, central.name, () => central.read(work)),
    transact: (work) => through(breaker, central.name, () => central.transact(work)),
    write: (work) => through(breaker, central.name, () => central.write(work)),
  };
}

/** Every shard behind its own breaker: one that is away costs the others nothing. */
export function guardedShards(shards: Shards): Shards {
  const breakers = new Map<ShardName, CircuitBreakerPolicy>(
    shards.names().map((name) => [name, databaseBreaker()]),
  );
  function guard<T>(name: ShardName, call: () => Promise<T>): Promise<T> {
    const breaker = breakers.get(name);
    return breaker === undefined ? call() : through(breaker, name, call);
  }
  return {
    ...shards,
    read: (key, work) => guard(shards.shardOf(key), () => shards.read(key, work)),
    transact: (key, work) => guard(shards.shardOf(key), () => shards.transact(key, work)),
    write: (key, work) => guard(shards.shardOf(key), () => shards.write(key, work)),
  };
}

/** The provider behind a breaker that counts calls which did not reach it; an unknown outcome is never cut short. */
export function guardedPayments(payments: PaymentGateway): PaymentGateway {
  const breaker = circuitBreaker(handleType(ProviderUnavailable), {
    halfOpenAfter: tryAgainAfterMs,
    breaker: new ConsecutiveBreaker(failuresMax),
  });
  async function guard<T>(call: () => Promise<T>): Promise<T> {
    try {
      return await breaker.execute(call);
    } catch (error) {
      if (!(error instanceof BrokenCircuitError)) throw error;
      throw new ProviderUnavailable('the payment provider has been away several times in a row');
    }
  }
  return {
    ...payments,
    openCheckout: (order) => guard(() => payments.openCheckout(order)),
    lookAtAttempt: (of) => guard(() => payments.lookAtAttempt(of)),
    lookAtIntent: (of) => guard(() => payments.lookAtIntent(of)),
    capture: (of) => guard(() => payments.capture(of)),
    cancelIntent: (of) => guard(() => payments.cancelIntent(of)),
    expireCheckout: (of) => guard(() => payments.expireCheckout(of)),
    refund: (of) => guard(() => payments.refund(of)),
  };
}
