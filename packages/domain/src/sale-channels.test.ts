import { expect, test } from 'vitest';
import { isBoundByAccountRules, saleChannels } from './sale-channels.ts';

test('only passengers are bound by the rules of one account', () => {
  expect(saleChannels.filter(isBoundByAccountRules)).toEqual(['passenger']);
});
