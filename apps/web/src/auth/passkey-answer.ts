import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/browser';

const lengthMax = 20_000;

type PasskeyAnswer = RegistrationResponseJSON & AuthenticationResponseJSON;

/** What a browser's passkey answers, as a form carries it; null when it cannot be one. The signature proves the rest. */
export function passkeyAnswerOf(text: string): PasskeyAnswer | null {
  if (text === '' || text.length > lengthMax) return null;
  try {
    const answer: unknown = JSON.parse(text);
    return isAnswer(answer) ? answer : null;
  } catch {
    return null;
  }
}

function isAnswer(value: unknown): value is PasskeyAnswer {
  if (typeof value !== 'object' || value === null) return false;
  const { id, rawId, type, response } = value as Record<string, unknown>;
  return (
    [id, rawId].every((one) => typeof one === 'string' && one !== '') &&
    type === 'public-key' &&
    typeof response === 'object' &&
    response !== null
  );
}
