import type { PageWords } from '../page-props.ts';
import { Banner } from '../ui/banner.tsx';
import { buttonStyle } from '../ui/button-style.ts';
import { signedInIfKnown } from './actor.ts';

/** Above a form that signs in: who is signed in here already, and the way on without it. */
export async function AlreadySignedIn({ words, next }: { words: PageWords; next: string | null }) {
  const { t, paths } = words;
  const who = await signedInIfKnown();
  if (who === null) return null;
  return (
    <div className="mt-4">
      <Banner
        tone="info"
        action={
          <a href={next ?? paths.trips()} className={buttonStyle('quiet')}>
            {t(next === null ? 'site.nav.trips' : 'account.signIn.goOn')}
          </a>
        }
      >
        {t('account.signIn.already', { email: who.email })}
      </Banner>
    </div>
  );
}
