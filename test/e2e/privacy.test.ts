import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startPrivateCopy, type PrivateCopy } from '../smoke/private-copy.ts';
import type { Booking, Program } from '../smoke/program.ts';
import { dateAhead, offerOf, untilBooking } from '../smoke/steps.ts';
import { residentId } from '../smoke/travellers.ts';
import { waitFor } from '../smoke/waiting.ts';
import { openHistoryScan, secretsIn, type HistoryScan, type WorkflowText } from './history-scan.ts';

const dayAhead = 2;
const patience = { timeout: 60_000, interval: 100 };

/** Like nothing else in the product: whoever finds one of these has found a person. */
const person = {
  name: '欧阳千岁兰',
  document: residentId(907),
  email: 'qiansuilan.ouyang@example.org',
  phone: '+8615987650321',
};
const secrets = [person.name, person.document, person.email, person.phone.slice(3)];

let copy: PrivateCopy;
let scan: HistoryScan;

beforeAll(async () => {
  copy = await startPrivateCopy({ trains: ['G1'], days: [dayAhead], holdWindowMs: 120_000 });
  const { network } = copy;
  const namespace = network.settings['INTERLOCK_NAMESPACE'] ?? 'default';
  scan = await openHistoryScan({ address: network.temporalAddress, namespace });
  // What fails leaves messages in histories, so the bank and the mail server refuse at first.
  await copy.bank.misbehave({ kind: 'error-500', operation: 'intent-capture', count: 4 });
  await refuseOneMail();
  await buy(copy.programs[0]!);
  await holdAndCancel(copy.programs[1]!);
}, 240_000);
afterAll(async () => {
  await scan.close();
  await copy.stop();
});

test('no history, id or search attribute of the run holds the name, document, mail address or phone', async () => {
  const texts = await textsOfBothBookings();
  expect(texts.map(({ type }) => type)).toContain('publishTimetable');
  const found = texts.flatMap(({ workflowId, text }) =>
    secretsIn(text, secrets).map((secret) => `${workflowId}: ${secret}`),
  );
  expect(found).toEqual([]);
  // The scan has read payloads and failures, not only outlines.
  const all = texts.map(({ text }) => text).join('\n');
  expect(all).toContain('decideBy');
  expect(all).toMatch(/not sent yet/);
});

test('no log of the run holds them either', () => {
  const folder = join(copy.network.options.dataFolder, 'logs');
  const logs = readdirSync(folder).map((file) => readFileSync(join(folder, file), 'utf8'));
  expect(logs.length).toBeGreaterThan(3);
  expect(logs.flatMap((text) => secretsIn(text, secrets))).toEqual([]);
});

test('the same scan finds each of them when it is planted', async () => {
  const { client } = scan;
  for (const secret of secrets) {
    const workflowId = `planted/${randomUUID()}`;
    const handle = await client.workflow.start('settle', {
      workflowId,
      taskQueue: 'nobody-works-here',
      args: [{ bookingId: `for ${secret}` }],
    });
    await expect.poll(() => foundIn(workflowId), patience).toEqual([secret]);
    await handle.terminate();
  }
  const named = `planted/${person.email}`;
  const handle = await client.workflow.start('settle', {
    workflowId: named,
    taskQueue: 'nobody-works-here',
    args: [],
  });
  await expect.poll(() => foundIn(named), patience).toEqual([person.email]);
  await handle.terminate();
});

async function foundIn(workflowId: string): Promise<string[]> {
  const texts = await scan.texts();
  const planted = texts.find((candidate) => candidate.workflowId === workflowId);
  return planted === undefined ? [] : secretsIn(planted.text, secrets);
}

/** Lists follow a moment later: asked until both bookings and their ends are in them. */
async function textsOfBothBookings(): Promise<WorkflowText[]> {
  let texts: WorkflowText[] = [];
  const ended = async () => {
    texts = await scan.texts();
    return texts.filter(
      ({ type, text }) => type === 'booking' && text.includes('workflowExecutionCompletedEvent'),
    ).length;
  };
  await expect.poll(ended, patience).toBe(2);
  return texts;
}

async function buy(program: Program): Promise<void> {
  const booking = await hold(0);
  await copy.bank.pay(await program.payPage(booking.reference));
  const { reference } = booking;
  const what = 'ticketed although the bank failed at first';
  const is = ({ phase }: Booking) => phase === 'ticketed';
  await untilBooking(program, { reference, what, withinMs: 60_000, is });
  await waitFor({
    what: 'the mail with the ticket',
    withinMs: patience.timeout,
    ask: () => copy.mailTo(person.email),
    until: (mails) => mails === 1,
  });
}

async function holdAndCancel(program: Program): Promise<void> {
  const booking = await hold(1, { document: residentId(908) });
  const { reference } = booking;
  await ask(1, { path: `/bookings/${reference}` });
  await untilBooking(program, {
    reference,
    what: 'cancelled',
    is: ({ phase }) => phase === 'cancelled',
  });
}

async function hold(as: number, traveller: { document?: string } = {}): Promise<Booking> {
  const { name, document, email, phone } = { ...person, ...traveller };
  const program = copy.programs[as]!;
  const trip = { from: 'VNP', to: 'AOH', date: dateAhead(dayAhead) };
  const offer = await offerOf(program, trip, 'G1');
  const travellerId = await program.addTraveller({ name, document });
  const body = {
    runId: offer.runId,
    from: offer.from.position,
    to: offer.to.position,
    class: 'second',
    passengers: [{ travellerId, type: 'adult' }],
    language: 'zh',
    contact: { email, phone },
  };
  return (await ask(as, { path: '/bookings', body })) as Booking;
}

async function ask(as: number, request: { path: string; body?: object }): Promise<unknown> {
  const { path, body } = request;
  const response = await fetch(new URL(path, copy.network.apiUrl), {
    method: body === undefined ? 'DELETE' : 'POST',
    headers: {
      authorization: `Bearer ${copy.network.demo.tokens[as]}`,
      'idempotency-key': randomUUID(),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return response.json();
}

async function refuseOneMail(): Promise<void> {
  await fetch(new URL('/faults', copy.network.mailUrl), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ kind: 'refuse', count: 1 }),
  });
}
