import type { ServiceDate } from '@interlock/domain/time';
import type { PublishInput, PublishReport } from './contract.ts';

export interface PublishChunk {
  trainIds: number[];
  date: ServiceDate;
}

export interface PublishActivities {
  /** Splits the wish into chunks, leaving out what is already published. */
  planPublication(input: PublishInput): Promise<PublishChunk[]>;
  /** Creates the inventory of one chunk; run twice = once. */
  publishChunk(chunk: PublishChunk): Promise<PublishReport>;
  /** The days of the sale window as of now. */
  saleWindow(): Promise<ServiceDate[]>;
}
