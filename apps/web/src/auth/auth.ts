import { passkey } from '@better-auth/passkey';
import { betterAuth } from 'better-auth';
import { nextCookies } from 'better-auth/next-js';
import { emailOTP } from 'better-auth/plugins/email-otp';
import { authAdapter, config } from '../composition.ts';
import { codeLength, codeMinutes } from './code-rule.ts';
import { requireVerified } from './passkey-rule.ts';
import { passwordLengthMax, passwordLengthMin } from './password-rule.ts';

function createAuth() {
  const { siteUrl, keys } = config();
  return betterAuth({
    appName: 'Interlock',
    baseURL: siteUrl,
    secret: keys.session,
    database: authAdapter(),
    telemetry: { enabled: false },
    emailAndPassword: {
      enabled: true,
      minPasswordLength: passwordLengthMin,
      maxPasswordLength: passwordLengthMax,
      autoSignIn: true,
      revokeSessionsOnPasswordReset: true,
    },
    session: { expiresIn: 14 * 24 * 3_600, updateAge: 24 * 3_600 },
    user: {
      additionalFields: {
        role: { type: 'string', input: false, required: false, defaultValue: 'passenger' },
        language: { type: 'string', input: true, required: false, defaultValue: 'zh' },
      },
    },
    advanced: {
      cookiePrefix: 'interlock',
      useSecureCookies: siteUrl.startsWith('https:'),
      defaultCookieAttributes: { sameSite: 'lax', httpOnly: true },
      // Limits are our own; nobody needs to know later from where somebody signed in.
      ipAddress: { disableIpTracking: true },
    },
    // Last: it hands the cookies of an answer to the page that asked.
    plugins: [
      emailOTP({
        otpLength: codeLength,
        expiresIn: codeMinutes * 60,
        allowedAttempts: 5,
        storeOTP: 'hashed',
        // Codes are made here and sent by our own mail, in the language of the page that asked.
        sendVerificationOTP: () => Promise.reject(new Error('codes are sent by mailSignInCode')),
      }),
      passkey({
        rpName: 'Interlock',
        origin: new URL(siteUrl).origin,
        authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
        registration: {
          afterVerification: ({ verification }) =>
            requireVerified(verification.registrationInfo?.userVerified),
        },
        authentication: {
          afterVerification: ({ verification }) =>
            requireVerified(verification.authenticationInfo.userVerified),
        },
        advanced: { webAuthnChallengeCookie: 'passkey' },
      }),
      nextCookies(),
    ],
  });
}

let made: ReturnType<typeof createAuth> | null = null;

/** The accounts of the site; made at first use, because a build has no settings. */
export function auth(): ReturnType<typeof createAuth> {
  made ??= createAuth();
  return made;
}
