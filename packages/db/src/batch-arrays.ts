/**
 * Parameters of arrays in Postgres' binary format. A batch has thousands of values: as text both sides would write and
 * read digits and quotes for longer than the seats take. pg sends a Buffer as a binary parameter.
 */
type Elements<Value> = readonly (Value | null)[];

/** For a row type of ours Postgres takes what the parameter is cast to: its number differs from database to database. */
const typeIds = {
  bytea: 17,
  int8: 20,
  int2: 21,
  int4: 23,
  text: 25,
  json: 114,
  int8s: 1016,
  timestamptz: 1184,
  row: 2249,
};
const headerBytes = 20;
const emptyBytes = 12;
const twoTo32 = 2 ** 32;
/** Postgres counts microseconds from 2000-01-01. */
const epochShiftMs = 946_684_800_000;

export function int2Array(values: Elements<number>): Buffer {
  return fixedArray(values, { type: 'int2', size: 2, write: writeInt2 });
}

/** Numbers are whole and safe: run ids, versions. */
export function int8Array(values: Elements<bigint | number>): Buffer {
  return fixedArray(values, { type: 'int8', size: 8, write: writeInt8 });
}

/** Where arrays are written before their size is known; nobody waits between writing and copying out. */
let scratch = Buffer.alloc(1 << 16);

/** Grows the scratch until it reaches to `needed`. */
function makeRoom(needed: number): void {
  if (needed > scratch.length) scratch = Buffer.concat([scratch], 2 * needed);
}

/** In one pass: asking a text for its bytes before writing it would cost as much as writing it. */
export function textArray(values: Elements<string>): Buffer {
  let end = headerBytes;
  for (const value of values) {
    const at = end;
    end += 4;
    // A unit of a string is at most three bytes of UTF-8.
    const needed = end + 3 * (value?.length ?? 0);
    makeRoom(needed);
    const size = value === null ? -1 : scratch.write(value, end);
    writeInt4(scratch, size, at);
    if (size > 0) end += size;
  }
  return copiedOut('text', values, end);
}

/** The columns of one row, written in the order of the row type. */
export interface RowWriter {
  int2(value: number): void;
  int4(value: number): void;
  int8(value: bigint | number): void;
  int8s(values: readonly number[]): void;
  /** From whole milliseconds since 1970. */
  timestamptz(value: number): void;
  text(value: string): void;
  json(value: string): void;
  bytea(value: Uint8Array | null): void;
}

/** An array of rows of a row type with `columns` columns; `write` writes all of them. */
export function rowArray<Row>(
  rows: readonly Row[],
  columns: number,
  write: (row: Row, to: RowWriter) => void,
): Buffer {
  rowEnd = headerBytes;
  makeRoom(headerBytes);
  for (const row of rows) {
    const at = rowEnd;
    makeRoom(at + 8);
    rowEnd += 8;
    write(row, rowWriter);
    writeInt4(scratch, rowEnd - at - 4, at);
    writeInt4(scratch, columns, at + 4);
  }
  return copiedOut('row', rows, rowEnd);
}

/** Up to where the scratch holds rows. */
let rowEnd = 0;

const rowWriter: RowWriter = {
  int2(value) {
    writeInt2(scratch, value, column('int2', 2));
  },
  int4(value) {
    writeInt4(scratch, value, column('int4', 4));
  },
  int8(value) {
    writeInt8(scratch, value, column('int8', 8));
  },
  int8s(values) {
    const at = column('int8s', values.length === 0 ? emptyBytes : headerBytes + 12 * values.length);
    writeHeader(scratch.subarray(at), 'int8', values);
    let end = at + headerBytes;
    for (const value of values) {
      writeInt4(scratch, 8, end);
      writeInt8(scratch, value, end + 4);
      end += 12;
    }
  },
  timestamptz(value) {
    writeInt8(scratch, (value - epochShiftMs) * 1000, column('timestamptz', 8));
  },
  text(value) {
    textColumn('text', value);
  },
  json(value) {
    textColumn('json', value);
  },
  bytea(value) {
    const at = column('bytea', value?.length ?? -1);
    if (value !== null) scratch.set(value, at);
  },
};

/** Makes room for a column of `size` bytes (-1: null), and returns where its value goes. */
function column(type: keyof typeof typeIds, size: number): number {
  const at = rowEnd + 8;
  const end = at + Math.max(0, size);
  makeRoom(end);
  writeInt4(scratch, typeIds[type], rowEnd);
  writeInt4(scratch, size, rowEnd + 4);
  rowEnd = end;
  return at;
}

function textColumn(type: 'text' | 'json', value: string): void {
  const at = rowEnd + 8;
  // A unit of a string is at most three bytes of UTF-8.
  makeRoom(at + 3 * value.length);
  column(type, scratch.write(value, at));
}

function copiedOut(type: keyof typeof typeIds, values: readonly unknown[], bytes: number): Buffer {
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
function writeHeader(to: Buffer, type: keyof typeof typeIds, values: readonly unknown[]): void {
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
