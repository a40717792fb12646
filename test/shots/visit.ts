import type { Locale } from '@interlock/i18n/locales';
import type { Visitor } from '../browser/visitor.ts';
import { windowOf, type Width } from './picture.ts';
import type { Shot } from './shot.ts';
import type { Stage } from './stage.ts';

/** Opens a browser profile of the shot's person and brings its page to the state that the shot is of. */
export async function bringTo(
  stage: Stage,
  shot: Shot,
  { locale, width }: { locale: Locale; width: Width },
): Promise<Visitor> {
  const path = await shot.at(stage);
  const visitor = await stage.site.visitor({ locale, size: windowOf(width) });
  if (shot.as !== 'nobody') {
    await visitor.context.addCookies((await stage.person(shot.as)).cookies);
  }
  await shot.before?.(visitor, stage);
  await visitor.open(path);
  await shot.act?.(visitor, stage);
  return visitor;
}
