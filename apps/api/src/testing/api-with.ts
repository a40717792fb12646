import type { AccountId } from '@interlock/domain/ids';
import type { UseCaseContext } from '@interlock/use-cases/context';
import type { InjectOptions, LightMyRequestResponse } from 'fastify';
import type { ApiServer, PartStates } from '../http/api-server.ts';
import { buildServer } from '../server.ts';
import type { ApiUseCases } from '../use-cases.ts';
import { contractOf } from './contract.ts';

export const programToken = 'program-token-0123456789';
export const programAccount = 'account-of-the-program' as AccountId;
export const withToken = { authorization: `Bearer ${programToken}` };

type Answers = {
  useCases?: Partial<ApiUseCases>;
  parseWebhook?: UseCaseContext['payments']['parseWebhook'];
  partStates?: PartStates;
};

type Ask = (request: InjectOptions) => Promise<LightMyRequestResponse>;

/** The API with only the given use cases behind it; any other one a test reaches is a fault. */
export function serverWith(answers: Answers = {}): Promise<ApiServer> {
  const useCases = new Proxy(
    { authenticateToken: authenticateProgram, ...answers.useCases },
    {
      get(known, name) {
        const found: unknown = Reflect.get(known, name);
        if (found === undefined) throw new Error(`this test does not expect ${String(name)}`);
        return found;
      },
    },
  );
  const payments = { parseWebhook: answers.parseWebhook };
  const parts = { central: 'up', processes: 'up', north: 'up', south: 'up' } as const;
  return buildServer({
    context: { payments } as unknown as UseCaseContext,
    useCases: useCases as ApiUseCases,
    partStates: async () => answers.partStates ?? parts,
  });
}

/** Asks such an API; every answer is checked against the OpenAPI document it serves. */
export async function apiWith(answers: Answers = {}): Promise<Ask> {
  const app = await serverWith(answers);
  const contract = contractOf((await app.inject('/openapi.json')).json());
  return async function ask(request) {
    const response = await app.inject(request);
    contract.check(request, response);
    return response;
  };
}

async function authenticateProgram(_context: UseCaseContext, token: string) {
  return token === programToken ? { kind: 'program' as const, accountId: programAccount } : null;
}
