import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { FastifyInstance } from 'fastify';

const require = createRequire(import.meta.url);

/** The stylesheet of each family, found where npm put it. */
const families: Record<string, () => string> = {
  'source-sans-3': () => require.resolve('@fontsource-variable/source-sans-3/index.css'),
  'noto-sans-sc': () => require.resolve('@fontsource-variable/noto-sans-sc/index.css'),
};

export const fontLinks = Object.keys(families)
  .map((family) => `<link rel="stylesheet" href="/assets/${family}/index.css">`)
  .join('');

/** Serves the bundled fonts, so that Chinese text needs no font of the machine and nothing of the web. */
export function addFonts(app: FastifyInstance): void {
  app.get<{ Params: { family: string } }>('/assets/:family/index.css', (request, reply) => {
    const family = families[request.params.family];
    if (family === undefined) return reply.status(404).send();
    return readFile(family()).then((css) => reply.type('text/css').send(css));
  });
  app.get<{ Params: { family: string; file: string } }>(
    '/assets/:family/files/:file',
    (request, reply) => {
      const family = families[request.params.family];
      const { file } = request.params;
      if (family === undefined || !/^[\w-]+(\[\d+\])?[\w-]*\.woff2$/.test(file)) {
        return reply.status(404).send();
      }
      const path = join(dirname(family()), 'files', file);
      return readFile(path).then(
        (font) =>
          reply
            .type('font/woff2')
            .header('cache-control', 'public, max-age=86400')
            .header('access-control-allow-origin', '*')
            .send(font),
        () => reply.status(404).send(),
      );
    },
  );
}
