/** The chosen seats with each lost one replaced by the nearest offered for it; null when not every one has another. */
export function replaceLost(
  chosen: readonly string[],
  { lost, nearest }: { lost: readonly string[]; nearest: readonly string[] },
): string[] | null {
  if (lost.length === 0 || nearest.length < lost.length) return null;
  return chosen.map((code) => {
    const at = lost.indexOf(code);
    return at < 0 ? code : (nearest[at] ?? code);
  });
}
