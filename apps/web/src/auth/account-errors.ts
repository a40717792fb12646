import { useTranslations } from 'next-intl';
import type { FieldError } from '../ui/error-summary.tsx';
import type { AccountFormState, AccountProblem } from './account-actions.ts';

/** What went wrong in an account form, in words: for the summary and per field. */
export function useAccountErrors(state: AccountFormState, passwordLengthMin: number) {
  const words = useTranslations('account');
  const refusals = useTranslations('refusal');
  function say(why: AccountProblem): string {
    switch (why) {
      case 'email-bad':
        return words('signUp.emailBad');
      case 'password-missing':
        return words('signUp.passwordMissing');
      case 'password-short':
        return words('signUp.passwordShort', { min: passwordLengthMin });
      case 'name-missing':
        return words('signUp.nameMissing');
      case 'wrong':
        return words('signIn.wrong');
      case 'failed':
        return words('signUp.failed');
      case 'too-many':
        return refusals('too-many-requests');
      case 'away':
        return refusals('central-unavailable');
    }
  }
  const summary: FieldError[] = state.errors.map(({ field, why }) => ({
    fieldId: field,
    message: say(why),
  }));
  const at = (field: string): string | undefined =>
    summary.find((error) => error.fieldId === field)?.message;
  return { summary, at };
}
