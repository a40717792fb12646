import type { Put } from './records.ts';

/** An error in Stripe's shape (docs.stripe.com/api/errors). */
export type StripeRefusal = {
  kind: 'refused';
  status: number;
  error: {
    type: 'invalid_request_error' | 'card_error' | 'idempotency_error' | 'api_error';
    message: string;
    code?: string;
    decline_code?: string;
    param?: string;
  };
  /** Whether the idempotency key keeps this answer: not for input refused before anything was done. */
  remembered: 'yes' | 'no';
  /** What happened nevertheless. */
  puts: Put[];
};

export function invalidField(param: string, message: string): StripeRefusal {
  return refusal(400, { type: 'invalid_request_error', param, message }, 'no');
}

export function missingField(param: string): StripeRefusal {
  const message = `Missing required param: ${param}.`;
  return refusal(
    400,
    { type: 'invalid_request_error', code: 'parameter_missing', param, message },
    'no',
  );
}

export function unknownField(param: string): StripeRefusal {
  const message = `Received unknown parameter: ${param}`;
  return refusal(
    400,
    { type: 'invalid_request_error', code: 'parameter_unknown', param, message },
    'no',
  );
}

export function noSuch(object: string, id: string): StripeRefusal {
  return refusal(
    404,
    {
      type: 'invalid_request_error',
      code: 'resource_missing',
      param: object === 'payment_intent' ? 'intent' : object,
      message: `No such ${object}: '${id}'`,
    },
    'no',
  );
}

export function unexpectedIntentState(message: string, puts: Put[] = []): StripeRefusal {
  const error = {
    type: 'invalid_request_error' as const,
    code: 'payment_intent_unexpected_state',
    message,
  };
  return { ...refusal(400, error, 'yes'), puts };
}

export function requestRefused(message: string, code?: string): StripeRefusal {
  return refusal(400, { type: 'invalid_request_error', message, ...(code ? { code } : {}) }, 'yes');
}

export function cardRefused(message: string): StripeRefusal {
  return refusal(
    402,
    { type: 'card_error', code: 'card_declined', decline_code: 'generic_decline', message },
    'yes',
  );
}

export function keyReused(key: string): StripeRefusal {
  const message = `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${key}' if you meant to execute a different request.`;
  return refusal(400, { type: 'idempotency_error', message }, 'no');
}

export function keyInUse(key: string): StripeRefusal {
  const message = `There is currently another in-progress request using this Stripe-Idempotency-Key '${key}'. Please try again later.`;
  return refusal(409, { type: 'idempotency_error', code: 'idempotency_key_in_use', message }, 'no');
}

export function wrongApiKey(): StripeRefusal {
  return refusal(
    401,
    { type: 'invalid_request_error', message: 'Invalid API Key provided.' },
    'no',
  );
}

export function tooManyRequests(): StripeRefusal {
  const message = 'Too many requests hit the API too quickly.';
  return refusal(429, { type: 'invalid_request_error', code: 'rate_limit', message }, 'no');
}

export function somethingBroke(remembered: 'yes' | 'no'): StripeRefusal {
  return refusal(500, { type: 'api_error', message: 'An unknown error occurred.' }, remembered);
}

function refusal(
  status: number,
  error: StripeRefusal['error'],
  remembered: 'yes' | 'no',
): StripeRefusal {
  return { kind: 'refused', status, error, remembered, puts: [] };
}
