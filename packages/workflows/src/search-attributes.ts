import { defineSearchAttributeKey } from '@temporalio/common';

/** The only search attribute: set when people should look. Lists come from Postgres. */
export const needsAttention = defineSearchAttributeKey('NeedsAttention', 'BOOL');
