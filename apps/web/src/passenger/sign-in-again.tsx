'use client';

import type { RefusalCode } from '@interlock/domain/refusals';
import { useLocale, useTranslations } from 'next-intl';
import { usePathname, useSearchParams } from 'next/navigation';
import { pathsIn } from '../paths.ts';

/** For somebody whose session ended while the page stood open: the way to sign in and back to the same page. */
export function SignInAgain({ code }: { code: RefusalCode }) {
  const words = useTranslations('site.error');
  const paths = pathsIn(useLocale());
  const here = [usePathname(), useSearchParams()].join('?').replace(/\?$/, '');
  if (code !== 'not-signed-in') return null;
  return <a href={paths.signIn(here)}>{words('signIn')}</a>;
}
