'use client';

import { useTranslations } from 'next-intl';
import { placeText } from './place-text.ts';

/** placeText with the words that the browser has. */
export function usePlaceText(): (code: string) => string {
  const say = useTranslations();
  return (code) => placeText(say, code);
}
