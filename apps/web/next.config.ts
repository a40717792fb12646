import type { NextConfig } from 'next';
import createNextIntlPlugin from 'next-intl/plugin';

const withMessages = createNextIntlPlugin('./src/i18n/request.ts');

/** `page.parts.tsx` is a page only when asked for: no other build knows the address. */
const showsParts = process.env.INTERLOCK_PARTS === '1';

const config: NextConfig = {
  pageExtensions: showsParts ? ['tsx', 'ts', 'parts.tsx'] : ['tsx', 'ts'],
  poweredByHeader: false,
  reactStrictMode: true,
  images: { unoptimized: true },
  // Packages that load files or check classes at run time must keep their own module identity.
  serverExternalPackages: [
    '@better-auth/passkey',
    '@grpc/grpc-js',
    '@prisma/adapter-pg',
    '@prisma/client',
    '@temporalio/client',
    '@temporalio/common',
    '@temporalio/proto',
    'better-auth',
    'nodemailer',
    'pdfkit',
    'pg',
    'protobufjs',
    'stripe',
    'subset-font',
  ],
  transpilePackages: [
    '@interlock/config',
    '@interlock/db',
    '@interlock/domain',
    '@interlock/gateways',
    '@interlock/i18n',
    '@interlock/inventory',
    '@interlock/use-cases',
    '@interlock/workflows',
  ],
  experimental: { authInterrupts: true },
};

export default withMessages(config);
