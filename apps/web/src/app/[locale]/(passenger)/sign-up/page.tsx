import type { Metadata } from 'next';
import { AlreadySignedIn } from '../../../../auth/already-signed-in.tsx';
import { SignUpForm } from '../../../../auth/sign-up-form.tsx';
import { ClientMessages } from '../../../../i18n/client-messages.tsx';
import { pageWords, type PageProps } from '../../../../page-props.ts';
import { queryParams } from '../../../../passenger/search-query.ts';
import { safeNext } from '../../../../paths.ts';

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const { t } = await pageWords(params);
  return { title: t('account.signUp.title') };
}

/** A new account. */
export default async function SignUpPage({ params, searchParams }: PageProps) {
  const words = await pageWords(params);
  const { locale, t, paths } = words;
  const next = safeNext(queryParams(await searchParams).get('next'));
  return (
    <div className="page-width py-8 md:py-12">
      <div className="mx-auto max-w-[440px]">
        <h1 className="text-26">{t('account.signUp.title')}</h1>
        <AlreadySignedIn words={words} next={next} />
        <div className="mt-6">
          <ClientMessages locale={locale} areas={['account', 'refusal']}>
            <SignUpForm next={next} />
          </ClientMessages>
        </div>
        <p className="mt-6">
          <a href={paths.signInCode(next ?? undefined)} className="inline-block py-1">
            {t('account.code.offer')}
          </a>
        </p>
        <p className="mt-6 border-t border-hairline pt-4">
          {t('account.signUp.have')}{' '}
          <a href={paths.signIn(next ?? undefined)} className="inline-block py-1">
            {t('site.nav.signIn')}
          </a>
        </p>
      </div>
    </div>
  );
}
