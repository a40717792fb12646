'use server';

import { cookies } from 'next/headers';
import { requireSameOrigin } from '../auth/same-origin.ts';
import { formText } from '../form-text.ts';
import { isTheme } from './theme.ts';

/** Remembers light, dark or the system's choice for this browser. */
export async function chooseTheme(form: FormData): Promise<void> {
  await requireSameOrigin();
  const theme = formText(form, 'theme');
  if (!isTheme(theme)) return;
  (await cookies()).set('theme', theme, {
    path: '/',
    maxAge: 31_536_000,
    sameSite: 'lax',
    httpOnly: true,
  });
}
