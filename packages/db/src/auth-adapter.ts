import { PrismaPg } from '@prisma/adapter-pg';
import { prismaAdapter } from 'better-auth/adapters/prisma';
import { openPool } from './database.ts';
import { PrismaClient } from './generated/central/client.ts';

const poolMax = 4;

/** Accounts and sessions of the central database, as better-auth wants to be handed them. Connects at first use. */
export function openAuthAdapter(centralUrl: string): ReturnType<typeof prismaAdapter> {
  const client = new PrismaClient({ adapter: new PrismaPg(openPool(centralUrl, poolMax)) });
  return prismaAdapter(client, { provider: 'postgresql' });
}
