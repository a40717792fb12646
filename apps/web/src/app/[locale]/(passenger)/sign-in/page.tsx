import type { Metadata } from 'next';
import { signedInIfKnown } from '../../../../auth/actor.ts';
import { AlreadySignedIn } from '../../../../auth/already-signed-in.tsx';
import { passkeyHost } from '../../../../auth/passkey-rule.ts';
import { PasskeySignIn } from '../../../../auth/passkey-sign-in.tsx';
import { SignInForm } from '../../../../auth/sign-in-form.tsx';
import { ClientMessages } from '../../../../i18n/client-messages.tsx';
import { pageWords, type PageProps } from '../../../../page-props.ts';
import { queryParams } from '../../../../passenger/search-query.ts';
import { safeNext } from '../../../../paths.ts';

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const { t } = await pageWords(params);
  return { title: t('account.signIn.title') };
}

/** Sign in with e-mail and password or a passkey, then on to where one was going. */
export default async function SignInPage({ params, searchParams }: PageProps) {
  const words = await pageWords(params);
  const { locale, t, paths } = words;
  const next = safeNext(queryParams(await searchParams).get('next'));
  const host = passkeyHost();
  const isKnown = (await signedInIfKnown()) !== null;
  return (
    <div className="page-width py-8 md:py-12">
      <div className="mx-auto max-w-[440px]">
        <h1 className="text-26">{t('account.signIn.title')}</h1>
        {next === null || isKnown ? null : (
          <p className="mt-2 text-muted">{t('account.signIn.first')}</p>
        )}
        <AlreadySignedIn words={words} next={next} />
        <div className="mt-6">
          <ClientMessages locale={locale} areas={['account', 'refusal']}>
            <SignInForm next={next} />
            {host === null ? null : <PasskeySignIn next={next} host={host} />}
          </ClientMessages>
        </div>
        <p className="mt-6 flex flex-wrap gap-x-6 gap-y-2">
          <a href={paths.signInCode(next ?? undefined)} className="inline-block py-1">
            {t('account.code.offer')}
          </a>
          <a href={paths.forgotten(next ?? undefined)} className="inline-block py-1">
            {t('account.forgotten.offer')}
          </a>
        </p>
        <p className="mt-6 border-t border-hairline pt-4">
          {t('account.signIn.noAccount')}{' '}
          <a href={paths.signUp(next ?? undefined)} className="inline-block py-1">
            {t('site.nav.signUp')}
          </a>
        </p>
      </div>
    </div>
  );
}
