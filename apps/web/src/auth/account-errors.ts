import { useTranslations } from 'next-intl';
import type { FieldError } from '../ui/error-summary.tsx';
import type { AccountError } from './account-actions.ts';
import { passwordLengthMax, passwordLengthMin } from './password-rule.ts';

/** What went wrong in an account form, in words: for the summary and per field. */
export function useAccountErrors(state: { errors: AccountError[] }) {
  const words = useTranslations('account');
  const refusals = useTranslations('refusal');
  function say({ why, wait }: AccountError): string {
    switch (why) {
      case 'email-bad':
        return words('signUp.emailBad');
      case 'password-missing':
        return words('signUp.passwordMissing');
      case 'password-short':
        return words('signUp.passwordShort', { min: passwordLengthMin });
      case 'password-long':
        return words('signUp.passwordLong', { max: passwordLengthMax });
      case 'name-missing':
        return words('signUp.nameMissing');
      case 'wrong':
        return words('signIn.wrong');
      case 'failed':
        return words('signUp.failed');
      case 'too-many':
        return wait === undefined
          ? refusals('too-many-requests')
          : words('wait', { seconds: wait });
      case 'code-bad':
        return words('code.bad');
      case 'code-wrong':
        return words('code.wrong');
      case 'no-account':
        return words('forgotten.noAccount');
      case 'passkey':
        return words('passkeys.notAccepted');
      case 'mail':
        return refusals('mail-unavailable');
      case 'away':
        return refusals('central-unavailable');
    }
  }
  const summary: FieldError[] = state.errors.map((error) => ({
    fieldId: error.field,
    message: say(error),
  }));
  const at = (field: string): string | undefined =>
    summary.find((error) => error.fieldId === field)?.message;
  return { summary, at };
}
