import { isLocale, type Locale } from '@interlock/i18n/locales';
import { APIError } from 'better-auth/api';
import { safeNext } from '../paths.ts';

/** Why an account could not be reached or would not: null when it went well. */
export async function whyRefused(ask: () => Promise<unknown>): Promise<'refused' | 'away' | null> {
  try {
    await ask();
    return null;
  } catch (error) {
    if (error instanceof APIError && error.statusCode < 500) return 'refused';
    console.error(error);
    return 'away';
  }
}

/** What the forms of the account pages send, cut to what can be meant. */
export function fieldsOf(form: FormData) {
  const text = (name: string): string => {
    const value = form.get(name);
    return typeof value === 'string' ? value.slice(0, 200) : '';
  };
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

/** Whether a text can be an address at all; the mail itself proves the rest. */
export function isEmail(text: string): boolean {
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text) && text.length <= 120;
}
