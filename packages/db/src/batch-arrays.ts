/**
 * Parameters of arrays in Postgres' binary format. A batch has thousands of values: as text both sides would write and
 * read digits and quotes for longer than the seats take. pg sends a Buffer as a binary parameter.
 */
type Elements<Value> = readonly (Value | null)[];

const typeIds = { int8: 20, int2: 21, int4: 23, text: 25, bytea: 17, timestamptz: 1184 };
const headerBytes = 20;
const emptyBytes = 12;
const twoTo32 = 2 ** 32;
/** Postgres counts microseconds from 2000-01-01. */
const epochShiftMs = 946_684_800_000;

export function int2Array(values: Elements<number>): Buffer {
  return fixedArray(values, { type: 'int2', size: 2, write: writeInt2 });
}

export function int4Array(values: Elements<number>): Buffer {
  return fixedArray(values, { type: 'int4', size: 4, write: writeInt4 });
}

/** Numbers are whole and safe: run ids, versions. */
export function int8Array(values: Elements<bigint | number>): Buffer {
  return fixedArray(values, { type: 'int8', size: 8, write: writeInt8 });
}

/** From whole milliseconds since 1970. */
export function timestamptzArray(values: Elements<number>): Buffer {
  return fixedArray(values, { type: 'timestamptz', size: 8, write: writeMoment });
}

/** Where arrays are written before their size is known; nobody waits between writing and copying out. */
let scratch = Buffer.alloc(1 << 16);

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
    writeInt4(scratch, size, at);
    if (size > 0) end += size;
  }
  return copiedOut('text', values, end);
}

export function byteaArray(values: Elements<Uint8Array>): Buffer {
  let end = headerBytes;
  for (const value of values) {
    const size = value?.length ?? -1;
    const needed = end + 4 + Math.max(0, size);
    if (needed > scratch.length) scratch = Buffer.concat([scratch], 2 * needed);
    writeInt4(scratch, size, end);
    if (value !== null) scratch.set(value, end + 4);
    end = needed;
  }
  return copiedOut('bytea', values, end);
}

function copiedOut(type: keyof typeof typeIds, values: Elements<unknown>, bytes: number): Buffer {
  writeHeader(scratch, type, values);
  const buffer = Buffer.allocUnsafe(values.length === 0 ? emptyBytes : bytes);
  scratch.copy(buffer, 0, 0, buffer.length);
  return buffer;
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
  const all = headerBytes + values.length * (4 + size);
  const buffer = Buffer.allocUnsafe(values.length === 0 ? emptyBytes : all);
  writeHeader(buffer, type, values);
  let at = headerBytes;
  for (const value of values) {
    writeInt4(buffer, value === null ? -1 : size, at);
    at += 4;
    if (value === null) continue;
    write(buffer, value, at);
    at += size;
  }
  return at === all || values.length === 0 ? buffer : buffer.subarray(0, at);
}

/** Dimensions (none when there are no values), whether nulls occur, type; length and lower bound of the one dimension. */
function writeHeader(to: Buffer, type: keyof typeof typeIds, values: Elements<unknown>): void {
  writeInt4(to, values.length === 0 ? 0 : 1, 0);
  writeInt4(to, values.includes(null) ? 1 : 0, 4);
  writeInt4(to, typeIds[type], 8);
  if (values.length === 0) return;
  writeInt4(to, values.length, 12);
  writeInt4(to, 1, 16);
}

function writeInt2(to: Buffer, value: number, at: number): void {
  to.writeInt16BE(value, at);
}

function writeInt4(to: Buffer, value: number, at: number): void {
  to.writeInt32BE(value, at);
}

function writeInt8(to: Buffer, value: bigint | number, at: number): void {
  if (typeof value === 'bigint') {
    to.writeBigInt64BE(value, at);
    return;
  }
  const high = Math.floor(value / twoTo32);
  to.writeInt32BE(high, at);
  to.writeUInt32BE(value - high * twoTo32, at + 4);
}

function writeMoment(to: Buffer, value: number, at: number): void {
  writeInt8(to, (value - epochShiftMs) * 1000, at);
}
