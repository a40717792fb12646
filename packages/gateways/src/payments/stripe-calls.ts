import Stripe from 'stripe';
import { ProviderUnavailable, ProviderUnknown } from './payment-gateway.ts';

/** Codes of connections that never came about: nothing was sent. */
const notReached = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EADDRNOTAVAIL',
]);
const cutCodes = new Set(['ECONNRESET', 'EPIPE']);

export type StripeSettings = {
  /** Picks live or test mode at Stripe. */
  secretKey: string;
  /** The sandbox's address; without it Stripe itself. */
  apiBase?: string | undefined;
};

/** The SDK with our rules: no retries but ours, and no telemetry. */
export function makeStripe(settings: StripeSettings): Stripe {
  const base = settings.apiBase === undefined ? null : new URL(settings.apiBase);
  return new Stripe(settings.secretKey, {
    maxNetworkRetries: 0,
    telemetry: false,
    httpClient: onceMoreWhenCut(Stripe.createNodeHttpClient()),
    ...(base && {
      host: base.hostname,
      port: base.port || (base.protocol === 'https:' ? '443' : '80'),
      protocol: base.protocol === 'https:' ? 'https' : 'http',
    }),
  });
}

/**
 * The SDK sends a request again when its connection was cut, even with retries off, and reports only
 * the second failure. Here the second try is ours, so that "refused" after "cut" still counts as sent.
 */
function onceMoreWhenCut(client: Stripe.HttpClient): Stripe.HttpClient {
  return {
    getClientName: () => client.getClientName(),
    makeRequest: async (...request) => {
      try {
        return await client.makeRequest(...request);
      } catch (cause) {
        if (!cutCodes.has(codeOf(cause))) throw cause;
      }
      try {
        return await client.makeRequest(...request);
      } catch (cause) {
        throw Object.assign(new Error('Sent twice without an answer.', { cause }), { code: 'CUT' });
      }
    },
  };
}

/** Runs one call within its time; throws our two errors, or the SDK's where Stripe said no. */
export async function callStripe<T>(timeoutMs: number, call: () => Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(
      () => reject(new ProviderUnknown(`No answer within ${timeoutMs} ms.`)),
      timeoutMs,
    );
  });
  try {
    return await Promise.race([call(), late]);
  } catch (error) {
    throw classified(error);
  } finally {
    clearTimeout(timer);
  }
}

/** What an error means for the money (docs.stripe.com/error-low-level). */
function classified(error: unknown): unknown {
  if (error instanceof ProviderUnknown) return error;
  if (error instanceof Stripe.errors.StripeConnectionError) {
    return notReached.has(codeOf(error.detail))
      ? new ProviderUnavailable('The payment provider cannot be reached.', { cause: error })
      : new ProviderUnknown('The payment provider gave no answer.', { cause: error });
  }
  if (
    error instanceof Stripe.errors.StripeAuthenticationError ||
    error instanceof Stripe.errors.StripePermissionError ||
    error instanceof Stripe.errors.StripeRateLimitError
  ) {
    return new ProviderUnavailable(`The payment provider did no work: ${error.type}.`, {
      cause: error,
    });
  }
  if (isRefusal(error)) return error;
  return new ProviderUnknown('The payment provider failed while it worked.', { cause: error });
}

export type StripeRefused =
  | Stripe.errors.StripeInvalidRequestError
  | Stripe.errors.StripeCardError
  | Stripe.errors.StripeIdempotencyError;

/** True for a "no" that Stripe decided on; 409 is not one, another attempt is still at work. */
export function isRefusal(error: unknown): error is StripeRefused {
  return (
    error instanceof Stripe.errors.StripeInvalidRequestError ||
    error instanceof Stripe.errors.StripeCardError ||
    error instanceof Stripe.errors.StripeIdempotencyError
  );
}

/** A short stable word for a refusal: the decline code, the error code or its type. */
export function refusalCode(error: StripeRefused): string {
  return error.decline_code || error.code || error.rawType || 'refused';
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
