import { refuse } from '@interlock/domain/refusals';
import { expect, test } from 'vitest';
import { apiWith } from '../../testing/api-with.ts';
import { bookingBody, bookingRequest } from '../../testing/requests.ts';

test('a value that cannot be is refused with its field', async () => {
  const ask = await apiWith();
  const wrong: [object, string][] = [
    [{ runId: -1 }, 'runId'],
    [{ runId: 1.5 }, 'runId'],
    [{ runId: '4321' }, 'runId'],
    [{ from: 1e9 }, 'from'],
    [{ class: 'steerage' }, 'class'],
    [{ seatLetters: ["1A' OR 1"] }, 'seatLetters.0'],
    [{ seats: '7-12F' }, 'seats'],
    [{ seats: [{ coach: 7, row: 12, letter: 'f' }] }, 'seats.0.letter'],
    [{ seats: [{ coach: 0, row: 12, letter: 'F' }] }, 'seats.0.coach'],
    [{ passengers: 3 }, 'passengers'],
    [{ passengers: [{ travellerId: 'a', type: 'dog' }] }, 'passengers.0.type'],
    [{ contact: { email: 'a@example.com\r\nBcc: b@example.com' } }, 'contact.email'],
    [{ language: 'fr' }, 'language'],
  ];
  for (const [change, field] of wrong) {
    const response = await ask(bookingRequest({ ...bookingBody, ...change }));
    expect(response.statusCode).toBe(422);
    expect(response.json()).toMatchObject({ code: 'invalid-input', field });
  }
});

test('what is wrong with a value is said in a sentence that names it', async () => {
  const ask = await apiWith();
  const wrong: [object, string][] = [
    [{ runId: -1 }, '"runId" must be more than 0.'],
    [{ runId: '4321' }, '"runId" must be of type number.'],
    [{ from: 1e9 }, '"from" must be 200 or less.'],
    [{ language: 'fr' }, '"language" must be one of "zh", "en".'],
    [{ contact: { email: 'nobody' } }, '"contact.email" is not in the form asked for.'],
    [{ passengers: [{ travellerId: '', type: 'adult' }] }, '"passengers.0.travellerId" is empty.'],
  ];
  for (const [change, detail] of wrong) {
    const response = await ask(bookingRequest({ ...bookingBody, ...change }));
    expect(response.json()).toMatchObject({ code: 'invalid-input', detail });
  }
});

test('the same key with another body is refused', async () => {
  const ask = await apiWith({ useCases: { holdSeats: async () => refuse('key-reused') } });
  const response = await ask(bookingRequest());
  expect(response.statusCode).toBe(422);
  expect(response.json().code).toBe('key-reused');
});

test('a refusal names the field as the body calls it', async () => {
  const ask = await apiWith({
    useCases: { holdSeats: async () => refuse('same-passenger-twice', { field: 'travellers.1' }) },
  });
  const response = await ask(bookingRequest());
  expect(response.json()).toMatchObject({ code: 'same-passenger-twice', field: 'passengers.1' });
});

test('a refusal carries the numbers of its message', async () => {
  const detail = { max: 5 };
  const ask = await apiWith({
    useCases: { holdSeats: async () => refuse('too-many-passengers', { detail }) },
  });
  const response = await ask(bookingRequest());
  expect(response.json()).toMatchObject({ code: 'too-many-passengers', facts: detail });
});
