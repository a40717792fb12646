/**
 * Parameters of arrays in Postgres' binary format. A batch has thousands of values: as text both sides would write and
 * read digits and quotes for longer than the seats take. pg sends a Buffer as a binary parameter.
 */
type Elements<Value> = readonly (Value | null)[];

const typeIds = { int8: 20, int2: 21, int4: 23, text: 25, bytea: 17, timestamptz: 1184 };
const headerBytes = 20;
/** Postgres counts microseconds from 2000-01-01. */
const epochShiftMs = 946_684_800_000;

export function int2Array(values: Elements<number>): Buffer {
  return fixedArray(values, {
    type: 'int2',
    size: 2,
    write: (to, value, at) => to.writeInt16BE(value, at),
  });
}

export function int4Array(values: Elements<number>): Buffer {
  return fixedArray(values, {
    type: 'int4',
    size: 4,
    write: (to, value, at) => to.writeInt32BE(value, at),
  });
}

export function int8Array(values: Elements<bigint>): Buffer {
  return fixedArray(values, {
    type: 'int8',
    size: 8,
    write: (to, value, at) => to.writeBigInt64BE(value, at),
  });
}

/** From whole milliseconds since 1970. */
export function timestamptzArray(values: Elements<number>): Buffer {
  return fixedArray(values, {
    type: 'timestamptz',
    size: 8,
    write: (to, value, at) => to.writeBigInt64BE(BigInt(value - epochShiftMs) * 1000n, at),
  });
}

export function textArray(values: Elements<string>): Buffer {
  const sizes = values.map((value) => (value === null ? 0 : Buffer.byteLength(value)));
  return variableArray(values, {
    type: 'text',
    sizes,
    write: (to, value, at) => to.write(value, at),
  });
}

export function byteaArray(values: Elements<Uint8Array>): Buffer {
  return variableArray(values, {
    type: 'bytea',
    sizes: values.map((value) => value?.length ?? 0),
    write: (to, value, at) => to.set(value, at),
  });
}

function fixedArray<Value>(
  values: Elements<Value>,
  element: {
    type: keyof typeof typeIds;
    size: number;
    write: (to: Buffer, value: Value, at: number) => void;
  },
): Buffer {
  const { type, size, write } = element;
  return variableArray(values, { type, sizes: values.map(() => size), write });
}

function variableArray<Value>(
  values: Elements<Value>,
  element: {
    type: keyof typeof typeIds;
    sizes: readonly number[];
    write: (to: Buffer, value: Value, at: number) => void;
  },
): Buffer {
  const { type, sizes, write } = element;
  const bytes = sizes.reduce((sum, size, at) => sum + 4 + (values[at] === null ? 0 : size), 0);
  const buffer = Buffer.allocUnsafe(values.length === 0 ? 12 : headerBytes + bytes);
  buffer.writeInt32BE(values.length === 0 ? 0 : 1, 0);
  buffer.writeInt32BE(values.includes(null) ? 1 : 0, 4);
  buffer.writeInt32BE(typeIds[type], 8);
  if (values.length === 0) return buffer;
  buffer.writeInt32BE(values.length, 12);
  buffer.writeInt32BE(1, 16);
  let at = headerBytes;
  for (const [index, value] of values.entries()) {
    const size = sizes[index] ?? 0;
    buffer.writeInt32BE(value === null ? -1 : size, at);
    at += 4;
    if (value === null) continue;
    write(buffer, value, at);
    at += size;
  }
  return buffer;
}
