/** Every expected "no", with the HTTP status machines are told. A refusal is returned; a fault is thrown. */
export const refusalStatus = {
  'unknown-station': 422,
  'same-station': 422,
  'wrong-direction': 422,
  'date-in-the-past': 422,
  'date-beyond-sale-window': 422,
  'invalid-date': 422,
  'no-passengers': 422,
  'too-many-passengers': 422,
  'too-many-saved-passengers': 422,
  'same-passenger-twice': 422,
  'unknown-passenger': 404,
  'invalid-document': 422,
  'invalid-name': 422,
  'unknown-train': 404,
  'unknown-run': 404,
  'unknown-class': 422,
  'not-on-sale-yet': 409,
  'sale-closed': 409,
  'sold-out': 409,
  'unknown-seat': 422,
  'seat-of-another-class': 422,
  'same-seat-twice': 422,
  'seat-count-differs': 422,
  'seats-taken': 409,
  busy: 503,
  'shard-unavailable': 503,
  'central-unavailable': 503,
  'process-unavailable': 503,
  'document-already-on-train': 409,
  'journey-overlaps': 409,
  'unpaid-booking-exists': 409,
  'too-many-cancellations': 409,
  'key-reused': 422,
  'key-missing': 400,
  'unknown-booking': 404,
  'payment-in-progress': 409,
  'hold-ended': 409,
  'already-ticketed': 409,
  'already-released': 409,
  'extension-used': 409,
  'too-close-to-departure': 409,
  'not-allowed': 403,
  'not-signed-in': 401,
  'reason-missing': 422,
  'invalid-input': 422,
  'provider-unavailable': 503,
  'mail-unavailable': 503,
  'too-many-requests': 429,
} as const;

export type RefusalCode = keyof typeof refusalStatus;

export type Refusal = {
  kind: 'refused';
  code: RefusalCode;
  /** The input at fault, as the caller named it. */
  field?: string;
  /** Values for the message. */
  detail?: Record<string, string | number>;
};

export function refuse(code: RefusalCode, extra: Pick<Refusal, 'field' | 'detail'> = {}): Refusal {
  return { kind: 'refused', code, ...extra };
}

/** Narrows the answer of a use case. */
export function isRefusal(answer: { kind: string }): answer is Refusal {
  return answer.kind === 'refused';
}

export function isRefusalCode(text: string): text is RefusalCode {
  return Object.hasOwn(refusalStatus, text);
}

/** The key of the sentence in the message catalogues. */
export function refusalMessageKey<Code extends RefusalCode>(code: Code): `refusal.${Code}` {
  return `refusal.${code}`;
}
