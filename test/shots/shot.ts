import type { Locale } from '@interlock/i18n/locales';
import type { Visitor } from '../browser/visitor.ts';
import type { PersonName, Stage } from './stage.ts';

/** The pages of a passenger; each has a contact sheet of its own. */
export type PageName =
  | 'search'
  | 'results'
  | 'train'
  | 'passengers'
  | 'seats'
  | 'review'
  | 'hold'
  | 'payment'
  | 'ticket'
  | 'trips'
  | 'sign-in'
  | 'account'
  | 'find-booking'
  | 'gate'
  | 'problem';

export interface Form {
  readonly width: 390 | 1280;
  readonly theme: 'light' | 'dark';
  readonly locale: Locale;
}

/** One state of one page: who opens which address, and what they do there before the picture is taken. */
export interface Shot {
  /** Of all shots only this one's; files begin with it. */
  readonly name: string;
  readonly page: PageName;
  /** `all`: a main page, in all eight forms; `both`: a state, small in Chinese and wide, dark, in English. */
  readonly forms: 'all' | 'both';
  readonly as: PersonName | 'nobody';
  /** The address without the language. */
  readonly at: (stage: Stage) => string | Promise<string>;
  /** Before the address is opened. */
  readonly before?: (visitor: Visitor, stage: Stage) => Promise<unknown>;
  /** On the page, until it shows what the picture is of. */
  readonly act?: (visitor: Visitor, stage: Stage) => Promise<unknown>;
  /** Puts right what the shot has disturbed for others. */
  readonly after?: (visitor: Visitor, stage: Stage) => Promise<unknown>;
}

const widths = [390, 1280] as const;
const themes = ['light', 'dark'] as const;

/** The forms in which a shot is taken in one language. */
export function formsOf(shot: Pick<Shot, 'forms'>, locale: Locale): Form[] {
  if (shot.forms === 'both') {
    return [
      locale === 'zh'
        ? { width: 390, theme: 'light', locale }
        : { width: 1280, theme: 'dark', locale },
    ];
  }
  return widths.flatMap((width) => themes.map((theme) => ({ width, theme, locale })));
}

/** The picture's file below the folder of its page. */
export function fileOf({ name }: Pick<Shot, 'name'>, { width, theme, locale }: Form): string {
  return `${name}.${width}-${theme}-${locale}.png`;
}
