/** A square of dark and light modules, row by row; 1 is dark. */
export interface QrModules {
  size: number;
  data: ArrayLike<number>;
}

/** A QR code, dark on white in every theme; whoever shows it leaves a white margin around it. */
export function QrCode({ modules, label }: { modules: QrModules; label: string }) {
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${modules.size} ${modules.size}`}
      shapeRendering="crispEdges"
      className="size-52 bg-white"
    >
      <path d={darkRuns(modules)} fill="#000" />
    </svg>
  );
}

/** One stroke per run of dark modules keeps the drawing small. */
function darkRuns({ size, data }: QrModules): string {
  let path = '';
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < size; column += 1) {
      if (data[row * size + column] !== 1) continue;
      let end = column + 1;
      while (end < size && data[row * size + end] === 1) end += 1;
      path += `M${column} ${row}h${end - column}v1h${column - end}z`;
      column = end;
    }
  }
  return path;
}
