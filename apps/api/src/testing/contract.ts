import addFormats from 'ajv-formats';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { InjectOptions, LightMyRequestResponse } from 'fastify';

type Operation = { responses: Record<string, { content?: Record<string, { schema: object }> }> };

export type ApiDocument = {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, object> };
};

export interface Contract {
  /** Throws when the answer is not one the document promises for that operation. */
  check(request: InjectOptions, response: LightMyRequestResponse): void;
}

/** Checks answers against an OpenAPI document; faults, and addresses and methods outside it, may only answer with a Problem. */
export function contractOf(document: ApiDocument): Contract {
  const ajv = new Ajv2020({ strict: false });
  addFormats.default(ajv);
  ajv.addSchema(document, 'api');
  return {
    check(request, response) {
      const status = String(response.statusCode);
      const type = String(response.headers['content-type']).split(';')[0] ?? '';
      const operation = operationOf(document, request);
      const isOutsideContract = operation === null || status === '500';
      if (status === '204' && operation !== null) {
        const isPromised = ajv.getSchema(`api${operation.pointer}/responses/204`) !== undefined;
        if (!isPromised || response.body !== '')
          throw new Error('a 204 not promised, or with a body');
        return;
      }
      const pointer = isOutsideContract
        ? '#/components/schemas/Problem'
        : `${operation.pointer}/responses/${status}/content/${pointerPart(type)}/schema`;
      const validate = ajv.getSchema(`api${pointer}`);
      if (validate === undefined)
        throw new Error(`the document promises no ${status} as ${type} (${pointer})`);
      if (validate(response.json()) !== true) throw new Error(ajv.errorsText(validate.errors));
    },
  };
}

function operationOf(
  document: ApiDocument,
  { method = 'GET', url }: InjectOptions,
): { pointer: string } | null {
  const path = typeof url === 'string' ? (url.split('?')[0] ?? '') : '';
  const verb = method.toLowerCase();
  const template = Object.keys(document.paths).find((candidate) => {
    const pattern = candidate.replaceAll(/\{[^}]+\}/g, '[^/]+');
    return new RegExp(`^${pattern}$`).test(path);
  });
  if (template === undefined || document.paths[template]?.[verb] === undefined) return null;
  return { pointer: `#/paths/${pointerPart(template)}/${verb}` };
}

function pointerPart(text: string): string {
  return encodeURIComponent(text.replaceAll('~', '~0').replaceAll('/', '~1'));
}
