import { refuse } from '@interlock/domain/refusals';
import { expect, test } from 'vitest';
import { apiWith, withToken } from '../../testing/api-with.ts';

test('a document with a wrong check digit is refused with its field', async () => {
  const ask = await apiWith({
    useCases: { addTraveller: async () => refuse('invalid-document', { field: 'document' }) },
  });
  const response = await ask({
    method: 'POST',
    url: '/travellers',
    headers: withToken,
    payload: { name: '李雷', documentType: 'resident-id', document: '110101199003070019' },
  });
  expect(response.statusCode).toBe(422);
  expect(response.json()).toMatchObject({ code: 'invalid-document', field: 'document' });
});
