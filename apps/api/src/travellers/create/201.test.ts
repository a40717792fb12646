import { expect, test, vi } from 'vitest';
import { apiWith, withToken } from '../../testing/api-with.ts';
import { traveller } from '../../testing/samples.ts';

test('an added traveller is answered masked; name and document are not echoed', async () => {
  const addTraveller = vi.fn(async () => traveller);
  const ask = await apiWith({ useCases: { addTraveller } });
  const document = '110101199003070018';
  const response = await ask({
    method: 'POST',
    url: '/travellers',
    headers: withToken,
    payload: { name: '李雷', documentType: 'resident-id', document },
  });
  expect(response.statusCode).toBe(201);
  expect(response.body).not.toContain(document);
  expect(response.body).not.toContain('李雷');
  expect(addTraveller).toHaveBeenCalledWith(expect.anything(), expect.anything(), {
    name: '李雷',
    documentType: 'resident-id',
    document,
    kind: 'adult',
  });
});
