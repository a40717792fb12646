import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { newAccount, type Visitor } from './visitor.ts';

/** What people and programs type where it does not belong. None is an address, a code, a reference or a document. */
const badTexts: Record<string, string> = {
  nothing: '',
  emoji: '🚄👩‍👧‍👦',
  'right to left': '\u202eשלום مرحبا',
  'HTML and SQL': `<img src=x onerror="alert(1)"><b>'; DROP TABLE "user"; --`,
  'a zero byte': 'a\0b',
  'ten thousand characters': 'x'.repeat(10_000),
};

interface BadForm {
  readonly name: string;
  /** Of the page, without the language. */
  readonly path: string;
  /** Message keys of its fields' labels, each given the bad text. */
  readonly fields: readonly string[];
  /** Message key of its button. */
  readonly button: string;
  /** What is done on the page first. */
  readonly before?: (visitor: Visitor) => Promise<void>;
}

/** Forms that anybody may send. */
export const openForms: readonly BadForm[] = [
  {
    name: 'sign-in',
    path: '/sign-in',
    fields: ['account.signIn.email', 'account.signIn.password'],
    button: 'account.signIn.submit',
  },
  {
    name: 'sign-up',
    path: '/sign-up',
    fields: ['account.signUp.name', 'account.signIn.email', 'account.signIn.password'],
    button: 'account.signUp.submit',
  },
  {
    name: 'address for a code',
    path: '/sign-in/code',
    fields: ['account.signIn.email'],
    button: 'account.code.send',
  },
  {
    name: 'code',
    path: '/sign-in/code',
    fields: ['account.code.code'],
    button: 'account.signIn.submit',
    before: askForCode,
  },
  {
    name: 'code and new password',
    path: '/sign-in/forgotten',
    fields: ['account.code.code', 'account.password.fresh'],
    button: 'account.forgotten.submit',
    before: askForCode,
  },
  {
    name: 'look-up',
    path: '/find-booking',
    fields: ['lookUp.reference', 'lookUp.name'],
    button: 'lookUp.submit',
  },
];

/** Forms of one's own account, which has a password. */
export const ownForms: readonly BadForm[] = [
  {
    name: 'password',
    path: '/account',
    fields: ['account.password.current', 'account.password.fresh'],
    button: 'account.password.change',
  },
  {
    name: 'deletion',
    path: '/account',
    fields: ['account.erase.type'],
    button: 'account.erase.submit',
  },
];

/** The form of a new passenger, on the page of a ride. */
export function passengerForm(path: string): BadForm {
  return {
    name: 'passenger',
    path,
    fields: ['book.add.name', 'book.add.number'],
    button: 'book.add.submit',
    before: untilItChecks,
  };
}

/** This form is sent by scripts: it works once leaving a field is noticed. */
async function untilItChecks({ page, say }: Visitor): Promise<void> {
  const number = page.getByLabel(say('book.add.number'), { exact: true });
  const noticed = async (): Promise<boolean> => {
    await number.fill('x');
    await number.blur();
    return page.getByText(say('book.add.badLength')).isVisible();
  };
  await expect.poll(noticed, { timeout: 10_000 }).toBe(true);
}

/** Sends the form with every bad text: each is told at a field or above the form, and nothing typed is lost. */
export async function sendBadTexts(visitor: Visitor, form: BadForm): Promise<void> {
  const { page, say } = visitor;
  await visitor.open(form.path);
  await form.before?.(visitor);
  for (const [what, text] of Object.entries(badTexts)) {
    await liftLimits(page);
    const boxes = form.fields.map((field) => page.getByLabel(say(field), { exact: true }));
    for (const box of boxes) await box.fill(text);
    const button = page.getByRole('button', { name: say(form.button), exact: true });
    await answered(page, button).catch((cause: unknown) => {
      throw new Error(`${form.name} with ${what} is not answered`, { cause });
    });
    const told = await page
      .locator('main [role=alert]:not(:empty), main [aria-invalid=true]')
      .first()
      .isVisible();
    const kept = await Promise.all(boxes.map((box) => box.inputValue()));
    // A box of one line takes no zero byte in some browsers; what counts is that it is still what was typed.
    expect({ form: form.name, what, told, path: new URL(page.url()).pathname, kept }).toEqual({
      form: form.name,
      what,
      told: true,
      path: `/${visitor.locale}${form.path.replace(/\?.*/, '')}`,
      kept: boxes.map(() => text),
    });
  }
}

/** Presses a button and waits until its form has been answered. */
export async function answered(page: Page, button: Locator): Promise<void> {
  const answer = page.waitForResponse((response) => response.request().method() === 'POST');
  await button.click();
  await answer;
  await page.locator('main button[aria-disabled=true]').first().waitFor({ state: 'detached' });
}

/** Does `work` while whatever the page posts names another id than its own. */
export async function sendForged(
  page: Page,
  forge: { own: string; other: string },
  work: () => Promise<void>,
): Promise<void> {
  const forged: string[] = [];
  await page.route('**/*', async (route) => {
    const request = route.request();
    const sent =
      request.method() === 'POST' ? (request.postDataBuffer()?.toString('utf8') ?? '') : '';
    // The address of the page stays its own.
    if (!sent.includes(forge.own)) return route.continue();
    forged.push(request.url());
    return route.continue({ postData: sent.replaceAll(forge.own, forge.other) });
  });
  await work();
  await page.unroute('**/*');
  expect(forged).toHaveLength(1);
}

/** A program that sends a form knows no greatest length. */
async function liftLimits(page: Page): Promise<void> {
  await page.evaluate(
    `for (const box of document.querySelectorAll('main [maxlength]')) box.removeAttribute('maxlength')`,
  );
}

async function askForCode({ page, say }: Visitor): Promise<void> {
  await page.getByLabel(say('account.signIn.email')).fill(newAccount().email);
  await page.getByRole('button', { name: say('account.code.send') }).click();
  await page.getByLabel(say('account.code.code'), { exact: true }).waitFor();
}
