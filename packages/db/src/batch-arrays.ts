/**
 * Parameters of arrays in Postgres' binary format. A batch has thousands of values: as text both sides would write and
 * read digits and quotes for longer than the seats take. pg sends a Buffer as a binary parameter.
 */
type Elements<Value> = readonly (Value | null)[];

const typeIds = { int8: 20, int2: 21, int4: 23, text: 25, bytea: 17, timestamptz: 1184 };
const headerBytes = 20;
const emptyBytes = 12;
let scratch = Buffer.alloc(1 << 16);
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

/** In one pass: asking a text for its bytes before writing it would cost as much as writing it. */
export function textArray(values: Elements<string>): Buffer {
  let end = headerBytes;
  for (const value of values) {
    const at = end;
    end += 4;
    // A unit of a string is at most three bytes of UTF-8.
    const needed = end + 3 * (value?.length ?? 0);
    if (needed > scratch.length) scratch = Buffer.concat([scratch], 2 * needed);
    const size = value === null ? -1 : scratch.write(value, end);
    scratch.writeInt32BE(size, at);
    if (size > 0) end += size;
  }
  writeHeader(scratch, 'text', values);
  const buffer = Buffer.allocUnsafe(values.length === 0 ? emptyBytes : end);
  scratch.copy(buffer, 0, 0, buffer.length);
  return buffer;
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
  const buffer = Buffer.allocUnsafe(values.length === 0 ? emptyBytes : headerBytes + bytes);
  writeHeader(buffer, type, values);
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

/** Dimensions (none when there are no values), whether nulls occur, type; length and lower bound of the one dimension. */
function writeHeader(to: Buffer, type: keyof typeof typeIds, values: Elements<unknown>): void {
  to.writeInt32BE(values.length === 0 ? 0 : 1, 0);
  to.writeInt32BE(values.includes(null) ? 1 : 0, 4);
  to.writeInt32BE(typeIds[type], 8);
  if (values.length === 0) return;
  to.writeInt32BE(values.length, 12);
  to.writeInt32BE(1, 16);
}
