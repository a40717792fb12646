import { get } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { TrainSearch } from '@interlock/use-cases/availability/search-trains';
import { expect, test } from 'vitest';
import { serverWith } from '../../testing/api-with.ts';
import { trainSearch } from '../../testing/samples.ts';

const asked = 100;

test('answers that wait for a slow reader stay what they were while others are answered', async () => {
  const app = await serverWith({
    useCases: { searchTrains: (_context, { from }) => longAnswer(from) },
  });
  await app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = app.server.address() as AddressInfo;
  const slow = connect(port, '127.0.0.1');
  slow.pause();
  // More than the two socket buffers hold: most of it waits in the server.
  for (let number = 0; number < asked; number += 1) slow.write(requestFor(`slow-${number}`));
  for (let number = 0; number < asked; number += 1) {
    expect(numbersIn(await answerOf(port, `quick-${number}`))).toEqual([`quick-${number}`]);
  }
  slow.write(requestFor('last', 'close'));
  const answers = (await text(slow)).split('HTTP/1.1 200 OK').slice(1);
  await app.close();
  const expected = Array.from({ length: asked }, (_, number) => [`slow-${number}`]);
  expect(answers.map(numbersIn)).toEqual([...expected, ['last']]);
});

/** Some 200 kB, each train under the name that was asked for. */
function longAnswer(name: string): TrainSearch {
  const sample = trainSearch();
  const trains = sample.trains.flatMap((train) =>
    Array.from({ length: 150 }, () => ({ ...train, number: name })),
  );
  return { ...sample, trains };
}

function numbersIn(answer: string): string[] {
  const { trains } = JSON.parse(answer.slice(answer.indexOf('{'))) as {
    trains: { number: string }[];
  };
  return [...new Set(trains.map(({ number }) => number))];
}

function requestFor(from: string, connection = 'keep-alive'): string {
  const path = `/availability?from=${from}&to=AOH&date=2026-11-23`;
  return `GET ${path} HTTP/1.1\r\nhost: localhost\r\nconnection: ${connection}\r\n\r\n`;
}

function answerOf(port: number, from: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const path = `/availability?from=${from}&to=AOH&date=2026-11-23`;
    get({ port, host: '127.0.0.1', path }, (response) => {
      text(response).then(resolve, reject);
    }).on('error', reject);
  });
}
