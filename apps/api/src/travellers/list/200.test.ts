import { expect, test } from 'vitest';
import { apiWith, withToken } from '../../testing/api-with.ts';
import { traveller } from '../../testing/samples.ts';

test('travellers are listed with masked names and documents only', async () => {
  const ask = await apiWith({
    useCases: {
      listTravellers: async () => ({ kind: 'travellers' as const, travellers: [traveller] }),
    },
  });
  const response = await ask({ url: '/travellers', headers: withToken });
  expect(response.json()).toEqual({
    travellers: [
      {
        travellerId: 'traveller-1',
        type: 'adult',
        name: '李*',
        documentType: 'resident-id',
        document: '1101**********0018',
      },
    ],
  });
});
