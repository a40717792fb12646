import { isLocale, type Locale } from '@interlock/i18n/locales';
import { requireSignIn } from '../auth/actor.ts';
import { formText } from '../form-text.ts';
import { pathsIn, type Paths } from '../paths.ts';

/** Who sends a form of the account page, in which language; whoever is signed out is sent to sign in. */
export async function ownForm(
  form: FormData,
): Promise<{ accountId: string; locale: Locale; paths: Paths }> {
  const locale = localeOf(form);
  const paths = pathsIn(locale);
  const { accountId } = await requireSignIn(locale, paths.account());
  return { accountId, locale, paths };
}

/** What nobody sees and what turns the direction of what others see. */
const unseen = /[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu;

/** A text of a form, cut to what can be meant. */
export function textOf(form: FormData, name: string): string {
  return formText(form, name).replaceAll(unseen, '').trim().slice(0, 200);
}

/** The language of the page that a form was on. */
export function localeOf(form: FormData): Locale {
  const text = textOf(form, 'locale');
  return isLocale(text) ? text : 'zh';
}
