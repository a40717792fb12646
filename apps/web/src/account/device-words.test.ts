import { expect, it } from 'vitest';
import { deviceWords } from './device-words.ts';

it('names browser and system of the usual ones', () => {
  const chrome = 'Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/130.0 Safari/537.36';
  const iphone = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1';
  const edge = 'Mozilla/5.0 (Windows NT 10.0) Chrome/130.0 Safari/537.36 Edg/130.0';
  expect([chrome, iphone, edge].map(deviceWords)).toEqual([
    'Chrome, Android',
    'Safari, iOS',
    'Edge, Windows',
  ]);
});

it('says nothing of what it does not know', () => {
  expect(deviceWords('curl/8.0')).toBeNull();
  expect(deviceWords('<script>alert(1)</script>')).toBeNull();
});
