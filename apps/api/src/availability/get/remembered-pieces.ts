/** A function that makes the bytes of an object once; they are forgotten with the object. */
export function pieceOf<Of extends object>(make: (of: Of) => Buffer): (of: Of) => Buffer {
  const known = new WeakMap<Of, Buffer>();
  return (of) => {
    const before = known.get(of);
    if (before !== undefined) return before;
    const piece = make(of);
    known.set(of, piece);
    return piece;
  };
}

/** Values that come again and again while they are new, such as moments and dates: a few are remembered. */
export function pieceOfFew<Of>(make: (of: Of) => string): (of: Of) => Buffer {
  const keptMax = 64;
  const known = new Map<Of, Buffer>();
  return (of) => {
    const before = known.get(of);
    if (before !== undefined) return before;
    if (known.size >= keptMax) known.clear();
    const piece = Buffer.from(make(of));
    known.set(of, piece);
    return piece;
  };
}
