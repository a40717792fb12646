import type { Metadata } from 'next';
import { CodeForm } from '../../../../../auth/code-form.tsx';
import { ClientMessages } from '../../../../../i18n/client-messages.tsx';
import { pageWords, type PageProps } from '../../../../../page-props.ts';
import { queryParams } from '../../../../../passenger/search-query.ts';
import { safeNext } from '../../../../../paths.ts';

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const { t } = await pageWords(params);
  return { title: t('account.forgotten.title') };
}

/** A new password, for whoever proves with a code that the address is theirs. */
export default async function ForgottenPasswordPage({ params, searchParams }: PageProps) {
  const { locale, t, paths } = await pageWords(params);
  const next = safeNext(queryParams(await searchParams).get('next'));
  return (
    <div className="page-width py-8 md:py-12">
      <div className="mx-auto max-w-[440px]">
        <h1 className="text-26">{t('account.forgotten.title')}</h1>
        <p className="mt-2 text-muted">{t('account.forgotten.lead')}</p>
        <div className="mt-6">
          <ClientMessages locale={locale} areas={['account', 'refusal']}>
            <CodeForm next={next} purpose="new-password" />
          </ClientMessages>
        </div>
        <p className="mt-6 border-t border-hairline pt-4">
          <a href={paths.signIn(next ?? undefined)} className="inline-block py-1">
            {t('account.code.withPassword')}
          </a>
        </p>
      </div>
    </div>
  );
}
