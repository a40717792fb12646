import type { Metadata } from 'next';
import { ClientMessages } from '../../../../i18n/client-messages.tsx';
import { pageWords, type PageProps } from '../../../../page-props.ts';
import { LookUpForm } from '../../../../passenger/look-up-form.tsx';

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const { t } = await pageWords(params);
  return { title: t('lookUp.title') };
}

/** A booking without an account. */
export default async function FindBookingPage({ params }: PageProps) {
  const { locale, t } = await pageWords(params);
  return (
    <div className="page-width py-8 md:py-12">
      <div className="mx-auto max-w-[440px]">
        <h1 className="text-26">{t('lookUp.title')}</h1>
        <p className="mt-2 mb-6 text-muted">{t('lookUp.lead')}</p>
        <ClientMessages locale={locale} areas={['lookUp', 'account', 'refusal']}>
          <LookUpForm />
        </ClientMessages>
      </div>
    </div>
  );
}
