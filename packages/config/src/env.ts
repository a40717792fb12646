import { z } from 'zod';

const url = z.url();
const postgresUrl = z.string().regex(/^postgres(ql)?:\/\//, 'must begin with postgres://');
const port = z.coerce.number().int().min(0).max(65_535);
const key32 = z.string().refine((text) => Buffer.from(text, 'base64').length === 32, {
  error: 'must be 32 bytes in base64',
});

/** Every variable that an Interlock process reads. What has no default here must be set. */
const environment = z.object({
  INTERLOCK_CENTRAL_URL: postgresUrl,
  INTERLOCK_SHARD_URLS: z
    .string()
    .regex(/^[a-z0-9-]+=postgres[^,]+(,[a-z0-9-]+=postgres[^,]+)*$/, 'must be name=postgres://…,…'),
  TEMPORAL_ADDRESS: z.string().regex(/^[^:/]+:\d+$/, 'must be host:port'),
  INTERLOCK_NAMESPACE: z.string().min(1).default('default'),
  INTERLOCK_SITE_URL: url,
  INTERLOCK_WEB_PORT: port,
  INTERLOCK_API_PORT: port,
  STRIPE_SECRET_KEY: z.string().min(1),
  STRIPE_WEBHOOK_SECRET: z.string().min(1),
  STRIPE_API_BASE: url.optional(),
  SMTP_URL: z.string().regex(/^smtps?:\/\//, 'must begin with smtp:// or smtps://'),
  SMS_URL: url,
  INTERLOCK_VAULT_KEY: key32,
  INTERLOCK_INDEX_KEY: key32,
  INTERLOCK_QR_KEY: z.string().min(1),
  INTERLOCK_SESSION_KEY: z.string().min(32),
  INTERLOCK_SHORTEN: z.coerce.number().positive().default(1),
  INTERLOCK_HOLD_WINDOW_MS: z.coerce.number().int().positive().optional(),
  INTERLOCK_FAULT_POINTS: z.string().optional(),
  INTERLOCK_WORKER_SHARDS: z.string().optional(),
  INTERLOCK_LOG: z.enum(['silent', 'error', 'info', 'debug']).default('info'),
});

export type Environment = z.infer<typeof environment>;

/**
 * Reads and checks the environment variables.
 * @throws MissingSettings naming each variable that is absent or malformed, and what to do.
 */
export function readEnvironment(
  variables: Record<string, string | undefined> = process.env,
): Environment {
  const set = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ''));
  const result = environment.safeParse(set);
  if (result.success) return result.data;
  throw new MissingSettings(
    result.error.issues.map(({ path, message }) => {
      const name = path.map(String).join('.');
      return set[name] === undefined ? `${name} is not set` : `${name} ${message}`;
    }),
  );
}

/** The process cannot start: its surroundings do not say what it needs. */
export class MissingSettings extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(
      `${problems.join('; ')}. ` +
        '`npm start` sets every variable; to run a process on its own, set them as docs/settings.md says.',
    );
    this.name = 'MissingSettings';
    this.problems = problems;
  }
}
