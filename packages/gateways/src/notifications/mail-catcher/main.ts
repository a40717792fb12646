import { startMailCatcher } from './server.ts';

function required(name: string): string {
  const value = process.env[name];
  if (value) return value;
  throw new Error(`${name} is not set; the mail catcher needs it.`);
}

async function main(): Promise<void> {
  const running = await startMailCatcher({
    smtpPort: Number(required('MAIL_CATCHER_SMTP_PORT')),
    httpPort: Number(required('MAIL_CATCHER_HTTP_PORT')),
  });
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => void running.close().then(() => process.exit(0)));
  }
  const { port, smtpPort } = running;
  process.stdout.write(`ready ${JSON.stringify({ port, smtpPort })}\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
