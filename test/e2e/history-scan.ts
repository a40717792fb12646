import { Client, Connection } from '@temporalio/client';

/** Everything that Temporal keeps of one workflow, as text. */
export interface WorkflowText {
  readonly workflowId: string;
  readonly type: string;
  readonly text: string;
}

export interface HistoryScan {
  readonly client: Client;
  /** Id, search attributes, memo and history of every workflow of the namespace, open or closed. */
  texts(): Promise<WorkflowText[]>;
  close(): Promise<void>;
}

/** Opens a scan of all that a Temporal namespace knows. */
export async function openHistoryScan(place: {
  address: string;
  namespace: string;
}): Promise<HistoryScan> {
  const connection = await Connection.connect({ address: place.address });
  const client = new Client({ connection, namespace: place.namespace });
  return {
    client,
    async texts() {
      const found: WorkflowText[] = [];
      for await (const workflow of client.workflow.list()) {
        const { workflowId, runId, type, raw } = workflow;
        const history = await client.workflow.getHandle(workflowId, runId).fetchHistory();
        found.push({ workflowId, type, text: [workflowId, ...textsIn([raw, history])].join('\n') });
      }
      return found;
    },
    close: () => connection.close(),
  };
}

/** Every text in a value: strings, names of fields, and bytes read as UTF-8 (payloads are JSON in bytes). */
function* textsIn(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value;
  else if (value instanceof Uint8Array) yield Buffer.from(value).toString('utf8');
  else if (Array.isArray(value)) for (const part of value) yield* textsIn(part);
  else if (typeof value === 'object' && value !== null) {
    for (const [name, part] of Object.entries(value)) {
      yield name;
      yield* textsIn(part);
    }
  }
}

/** The secrets that occur in a text, whatever case and spacing they were written in. */
export function secretsIn(text: string, secrets: readonly string[]): string[] {
  const plain = (of: string): string => of.toLowerCase().replaceAll(/[\s-]/g, '');
  const searched = plain(text);
  return secrets.filter((secret) => searched.includes(plain(secret)));
}
