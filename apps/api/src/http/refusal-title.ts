import type { RefusalCode } from '@interlock/domain/refusals';
import { refusal } from '@interlock/i18n/en/problems';

/** Where the sentence for people makes no sense to a program. */
const forPrograms: Partial<Record<RefusalCode, string>> = {
  busy: 'Not decided yet. Ask again with the same key.',
  'invalid-input': 'A value in the body is not valid.',
  'key-missing': 'Send an Idempotency-Key header of 1 to 255 visible ASCII characters.',
  'key-reused': 'This idempotency key was used with another body.',
  'not-signed-in': 'Send a valid bearer token.',
};

/** One English sentence for a refusal, the same for every occurrence. */
export function refusalTitle(code: RefusalCode): string {
  return forPrograms[code] ?? refusal[code];
}
