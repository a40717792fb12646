import { expect, it } from 'vitest';
import { isSameOrigin } from './same-origin.ts';

function request(entries: Record<string, string>): Headers {
  return new Headers({ host: 'rail.example', ...entries });
}

it('lets a form of this site through, by either header', () => {
  expect(isSameOrigin(request({ 'sec-fetch-site': 'same-origin' }))).toBe(true);
  expect(isSameOrigin(request({ origin: 'https://rail.example' }))).toBe(true);
});

it('refuses another site, a sibling host and a sandboxed page', () => {
  expect(isSameOrigin(request({ origin: 'https://evil.example' }))).toBe(false);
  expect(
    isSameOrigin(request({ 'sec-fetch-site': 'same-site', origin: 'https://shop.rail.example' })),
  ).toBe(false);
  expect(isSameOrigin(request({ origin: 'null' }))).toBe(false);
});

it('refuses a request that names no origin at all', () => {
  expect(isSameOrigin(request({}))).toBe(false);
});

it('does not believe one header against the other', () => {
  expect(
    isSameOrigin(request({ 'sec-fetch-site': 'same-origin', origin: 'https://evil.example' })),
  ).toBe(false);
  expect(
    isSameOrigin(request({ 'sec-fetch-site': 'cross-site', origin: 'https://rail.example' })),
  ).toBe(false);
});
