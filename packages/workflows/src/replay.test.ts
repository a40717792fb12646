import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { historyFromJSON } from '@temporalio/common/lib/proto-utils';
import {
  bundleWorkflowCode,
  DefaultLogger,
  makeTelemetryFilterString,
  Runtime,
  Worker,
} from '@temporalio/worker';
import { beforeAll, expect, test } from 'vitest';

type Bundle = Awaited<ReturnType<typeof bundleWorkflowCode>>;

interface Recorded {
  readonly name: string;
  readonly workflowId: string;
  readonly text: string;
}

const folders = ['booking', 'settle', 'publish'] as const;
/** A process whose outcome is not among the recorded ones could change without anybody noticing. */
const outcomes = [
  'booking/cancelled',
  'booking/expired',
  'booking/late-money-voided',
  'booking/sold-out',
  'booking/ticketed',
  'booking/ticketed-after-failed-tries',
  'publish/published',
  'settle/settled',
];
const budgets: Record<string, number> = {
  'booking/sold-out': 12,
  'booking/expired': 24,
  'booking/ticketed': 28,
  'booking/ticketed-after-failed-tries': 44,
};

const recorded = folders.flatMap(recordedIn);
let bundle: Bundle;

beforeAll(async () => {
  const filter = makeTelemetryFilterString({ core: 'ERROR', other: 'ERROR' });
  Runtime.install({
    logger: new DefaultLogger('ERROR'),
    telemetryOptions: { logging: { filter } },
  });
  bundle = await bundleWorkflowCode({
    workflowsPath: fileURLToPath(new URL('all-workflows.ts', import.meta.url)),
    logger: new DefaultLogger('ERROR'),
  });
});

test('every outcome has a recorded history', () => {
  const names = recorded.map(({ name }) => name.replace(/\.v\d+$/, ''));
  expect([...new Set(names)].sort()).toEqual(outcomes);
});

test.each(recorded)('the code still replays $name', async (history) => {
  await replay(history);
});

test.each([
  ['a step has another name', withStepRenamed],
  ['no timer is cancelled', (text: string) => withoutEvent(text, 'EVENT_TYPE_TIMER_CANCELED')],
  [
    'the intake is never closed',
    (text: string) => withoutEvent(text, 'EVENT_TYPE_MARKER_RECORDED'),
  ],
])('a history in which %s does not replay', async (_what, change) => {
  const ticketed = recorded.find(({ name }) => name.startsWith('booking/ticketed.'))!;
  const text = change(ticketed.text);
  await expect(replay({ ...ticketed, text })).rejects.toThrow(/determinism/i);
});

test.each(Object.entries(budgets))('the history of %s has at most %i events', (name, most) => {
  const histories = recorded.filter((history) => history.name.startsWith(`${name}.v`));
  expect(histories.length).toBeGreaterThan(0);
  for (const { text } of histories) {
    const { events } = JSON.parse(text) as { events: unknown[] };
    expect(events.length).toBeLessThanOrEqual(most);
  }
});

async function replay({ text, workflowId }: Recorded): Promise<void> {
  // Through historyFromJSON: a plain JSON.parse is no history (bytes, times and enums are text in it).
  const history = historyFromJSON(JSON.parse(text) as Parameters<typeof historyFromJSON>[0]);
  await Worker.runReplayHistory({ workflowBundle: bundle }, history, workflowId);
}

/** The history without its last event of a type, numbered anew. */
function withoutEvent(text: string, type: string): string {
  const { events } = JSON.parse(text) as { events: { eventType: string }[] };
  const at = events.findLastIndex((event) => event.eventType === type);
  const left = events.filter((_event, index) => index !== at);
  return JSON.stringify({
    events: left.map((event, index) => ({ ...event, eventId: String(index + 1) })),
  });
}

interface MarkerEvent {
  markerRecordedEventAttributes?: { details: { data: { payloads: { data: string }[] } } };
}

/** The history of code that did `confirmSeats` under another name. */
function withStepRenamed(text: string): string {
  const history = JSON.parse(text) as { events: MarkerEvent[] };
  for (const event of history.events) {
    for (const payload of event.markerRecordedEventAttributes?.details.data.payloads ?? []) {
      const marker = Buffer.from(payload.data, 'base64').toString();
      const renamed = marker.replace('confirmSeats', 'confirmNothing');
      payload.data = Buffer.from(renamed).toString('base64');
    }
  }
  return JSON.stringify(history);
}

function recordedIn(folder: (typeof folders)[number]): Recorded[] {
  const place = fileURLToPath(new URL(`${folder}/history/`, import.meta.url));
  return readdirSync(place)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => ({
      name: `${folder}/${file.replace(/\.json$/, '')}`,
      workflowId: `${folder}/recorded`,
      text: readFileSync(`${place}${file}`, 'utf8'),
    }));
}
