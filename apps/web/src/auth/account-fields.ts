import { isLocale, type Locale } from '@interlock/i18n/locales';
import { APIError } from 'better-auth/api';
import { formText } from '../form-text.ts';
import { safeNext } from '../paths.ts';

/** Why an account could not be reached or would not: null when it went well. */
export async function whyRefused(ask: () => Promise<unknown>): Promise<'refused' | 'away' | null> {
  const answer = await askAccounts(ask);
  return answer.kind === 'done' ? null : answer.kind;
}

/** What better-auth answers: its result, its own code for a refusal, or that it could not be asked. */
export async function askAccounts<Result>(
  ask: () => Promise<Result>,
): Promise<
  { kind: 'done'; result: Result } | { kind: 'refused'; code: string } | { kind: 'away' }
> {
  try {
    return { kind: 'done', result: await ask() };
  } catch (error) {
    if (error instanceof APIError && error.statusCode < 500) {
      const { code } = error.body ?? {};
      return { kind: 'refused', code: typeof code === 'string' ? code : '' };
    }
    console.error(error);
    return { kind: 'away' };
  }
}

/** What the forms of the account pages send, cut to what can be meant. */
export function fieldsOf(form: FormData) {
  const text = (name: string): string => formText(form, name).slice(0, 200);
  const localeText = text('locale');
  const locale: Locale = isLocale(localeText) ? localeText : 'zh';
  return {
    email: text('email').trim(),
    password: text('password'),
    name: text('name').trim(),
    code: text('code').replaceAll(/\s/g, ''),
    step: text('step'),
    next: safeNext(text('next')),
    locale,
  };
}

/** Neither space, nor what has a meaning of its own in a mail's head, nor what cannot be seen. */
const plain = String.raw`[^\s@<>()[\]\\,;:"\p{C}]+`;
const address = new RegExp(String.raw`^${plain}@${plain}\.${plain}$`, 'u');

/** Whether a text can be an address at all; the mail itself proves the rest. */
export function isEmail(text: string): boolean {
  return text.length <= 120 && address.test(text);
}
