import type { Instant } from '@interlock/domain/time';
import Stripe from 'stripe';
import { paymentGatewayContract } from './payment-gateway.contract.ts';
import { newOrder, openAndPay, startSandboxFixture } from './sandbox/sandbox-fixture.ts';
import { createStripePayments } from './stripe-payments.ts';

paymentGatewayContract('the sandbox', async () => {
  const fixture = await startSandboxFixture();
  return {
    payments: fixture.payments,
    newOrder,
    authorise: (order) => openAndPay(fixture, order),
    close: fixture.close,
  };
});

const secretKey = process.env['STRIPE_SECRET_KEY_TEST'];

if (secretKey) {
  paymentGatewayContract('Stripe in test mode', async () => {
    const stripe = new Stripe(secretKey);
    return {
      payments: createStripePayments({
        secretKey,
        webhookSecrets: [],
        now: () => Date.now() as Instant,
        lookMs: 15_000,
        actMs: 15_000,
      }),
      newOrder,
      // Stripe's own page wants a browser and a person; its test card confirms the same kind of intent.
      authorise: async (order) => {
        const intent = await stripe.paymentIntents.create({
          amount: order.amountFen,
          currency: order.currency.toLowerCase(),
          capture_method: 'manual',
          confirm: true,
          payment_method: 'pm_card_visa',
          allowed_payment_method_types: ['card'],
          return_url: order.returnUrl,
          metadata: { booking: order.bookingId, attempt: `${order.attempt}` },
        });
        return { intentId: intent.id };
      },
      close: () => Promise.resolve(),
    };
  });
}
