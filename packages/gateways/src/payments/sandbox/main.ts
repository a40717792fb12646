import { startSandbox } from './server.ts';

function required(name: string): string {
  const value = process.env[name];
  if (value) return value;
  throw new Error(`${name} is not set; the payment sandbox needs it.`);
}

async function main(): Promise<void> {
  const running = await startSandbox({
    port: Number(required('PAYMENT_SANDBOX_PORT')),
    dataFile: required('PAYMENT_SANDBOX_DATA'),
    apiKey: required('STRIPE_SECRET_KEY'),
    webhookSecret: required('STRIPE_WEBHOOK_SECRET'),
    webhookUrl: process.env['PAYMENT_SANDBOX_WEBHOOK_URL'] || null,
    publicUrl: process.env['PAYMENT_SANDBOX_PUBLIC_URL'] || null,
    controlToken: process.env['PAYMENT_SANDBOX_CONTROL_TOKEN'] || null,
  });
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => void running.close().then(() => process.exit(0)));
  }
  process.stdout.write(`ready ${JSON.stringify({ port: running.port })}\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
