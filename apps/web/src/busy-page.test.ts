import { expect, it } from 'vitest';
import { busyPage } from './busy-page.ts';

const page = { waitSeconds: 10, nonce: 'abc' };

it('keeps the question, says when it asks again, and needs no script for it', () => {
  const text = busyPage({ ...page, locale: 'en', here: '/en/trains?from=VNP&to=AOH' });
  expect(text).toContain('<a href="/en/trains?from=VNP&amp;to=AOH">');
  expect(text).toContain('in 10 seconds');
  expect(text).toContain('<html lang="en">');
  expect(busyPage({ ...page, locale: 'zh', here: '/zh/trains' })).toContain('10 秒后');
});

it('lets no address write into the page', () => {
  const text = busyPage({
    ...page,
    locale: 'zh',
    here: '/zh/trains?a="><script>alert(1)</script>',
  });
  expect(text.match(/<script/g)).toHaveLength(1);
});
