import type { Metadata } from 'next';
import { AccountSection } from '../../../../account/account-section.tsx';
import { DeleteForm } from '../../../../account/delete-form.tsx';
import { PasskeyList } from '../../../../account/passkey-list.tsx';
import { PasswordForm } from '../../../../account/password-form.tsx';
import { SessionList } from '../../../../account/session-list.tsx';
import { ownAccess } from '../../../../account/sessions.ts';
import { requireSignIn } from '../../../../auth/actor.ts';
import { ClientMessages } from '../../../../i18n/client-messages.tsx';
import { pageWords, type PageProps } from '../../../../page-props.ts';
import { ProblemPage } from '../../../../passenger/problem-page.tsx';
import { queryParams } from '../../../../passenger/search-query.ts';
import { accountDeeds, dataPaths } from '../../../../paths.ts';
import { Banner } from '../../../../ui/banner.tsx';
import { SubmitButton } from '../../../../ui/submit-button.tsx';

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const { t } = await pageWords(params);
  return { title: t('account.own.title') };
}

/** One's own account: how it is opened and where, one's data to take along, and its end. */
export default async function AccountPage({ params, searchParams }: PageProps) {
  const words = await pageWords(params);
  const { t, locale, paths } = words;
  const who = await requireSignIn(locale, paths.account());
  const access = await ownAccess(who.accountId);
  if (access === null) return <ProblemPage words={words} status={503} retry={paths.account()} />;
  const asked = queryParams(await searchParams).get('done');
  const done = accountDeeds.find((deed) => deed === asked);
  return (
    <div className="page-width py-6 md:py-8">
      <header className="pb-8">
        <h1 className="text-26 md:text-34">{t('account.own.title')}</h1>
        <p className="mt-1 text-17 break-all text-muted">{who.email}</p>
      </header>
      {done ? (
        <output className="mb-8 block">
          <Banner tone="good">{t(`account.done.${done}`)}</Banner>
        </output>
      ) : null}
      <ClientMessages locale={locale} areas={['account', 'refusal']}>
        <AccountSection
          id="password"
          title={t('account.password.title')}
          lead={t(access.hasPassword ? 'account.password.changeText' : 'account.password.setText')}
        >
          {/* A new session, or a first password, is a new form: nothing typed for the old one stays in it. */}
          <PasswordForm
            key={`${access.sessions[0]?.id} ${access.hasPassword}`}
            email={who.email}
            hasPassword={access.hasPassword}
          />
        </AccountSection>
        <PasskeyList words={words} passkeys={access.passkeys} />
      </ClientMessages>
      <SessionList words={words} sessions={access.sessions} />
      {who.role === 'staff' ? null : (
        <>
          <AccountSection
            id="export"
            title={t('account.export.title')}
            lead={t('account.export.text')}
          >
            <form action={dataPaths.accountExport()} method="post">
              <input type="hidden" name="locale" value={locale} />
              <SubmitButton variant="quiet">{t('account.export.submit')}</SubmitButton>
            </form>
          </AccountSection>
          <AccountSection id="erase" title={t('account.erase.title')}>
            <ul className="grid max-w-[68ch] list-disc gap-1 pl-5">
              <li>{t('account.erase.gone')}</li>
              <li>{t('account.erase.kept')}</li>
              <li>{t('account.erase.tickets')}</li>
            </ul>
            <ClientMessages locale={locale} areas={['account', 'refusal']}>
              <DeleteForm />
            </ClientMessages>
          </AccountSection>
        </>
      )}
    </div>
  );
}
