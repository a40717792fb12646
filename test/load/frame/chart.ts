import { scaleBand, scaleLinear, scaleLog, scalePoint } from 'd3-scale';
import { line } from 'd3-shape';
import type { Chart } from './bench.ts';

const colours = ['#0b6e99', '#d9730d', '#448361', '#9065b0', '#787774', '#c4554d'];
const width = 760;
const height = 340;
const inner = { left: 64, right: width - 16, top: 64, bottom: height - 40 };

type Height = (value: number) => number;

/** The chart as a picture that stands alone: own background, so that it reads on light and dark pages. */
export function chartSvg(chart: Chart): string {
  const toHeight = heightOf(chart);
  const body = chart.shape === 'bars' ? bars(chart, toHeight.at) : lines(chart, toHeight.at);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12" role="img">`,
    `<title>${escaped(chart.title)}</title>`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    `<text x="16" y="24" font-size="15" fill="#1f1f1f">${escaped(chart.title)}</text>`,
    ...legend(chart),
    ...toHeight.ticks.map(
      (tick) =>
        `<line x1="${inner.left}" x2="${inner.right}" y1="${toHeight.at(tick)}" y2="${toHeight.at(tick)}" stroke="#e3e2e0"/>` +
        `<text x="${inner.left - 8}" y="${toHeight.at(tick) + 4}" text-anchor="end" fill="#5f5e5b">${tickText(tick)}</text>`,
    ),
    ...body,
    '</svg>',
  ].join('\n');
}

function heightOf({ series, scale }: Chart): { at: Height; ticks: number[] } {
  const values = series.flatMap(({ values }) => values.filter((value) => value !== null));
  const top = Math.max(1e-9, ...values);
  if (scale !== 'logarithmic') {
    const linear = scaleLinear([0, top], [inner.bottom, inner.top]).nice();
    return { at: (value) => linear(value), ticks: linear.ticks(5) };
  }
  const low = Math.min(...values.filter((value) => value > 0));
  const log = scaleLog([low / 2, top], [inner.bottom, inner.top]).nice();
  return { at: (value) => log(Math.max(value, low / 2)), ticks: log.ticks(5) };
}

function bars({ places, series }: Chart, at: Height): string[] {
  const groups = scaleBand(places, [inner.left, inner.right]).paddingInner(0.2).paddingOuter(0.1);
  const within = scaleBand(
    series.map(({ name }) => name),
    [0, groups.bandwidth()],
  ).padding(0.08);
  const rectangles = series.flatMap(({ name, values }, index) =>
    places.flatMap((place, position) => {
      const value = values[position];
      if (value === null || value === undefined) return [];
      const x = (groups(place) ?? 0) + (within(name) ?? 0);
      const y = at(value);
      return [
        `<rect x="${x.toFixed(1)}" y="${y.toFixed(1)}" width="${within.bandwidth().toFixed(1)}" height="${Math.max(0, inner.bottom - y).toFixed(1)}" fill="${colourOf(index)}"><title>${escaped(name)}, ${escaped(place)}: ${tickText(value)}</title></rect>`,
      ];
    }),
  );
  const names = places.map((place) =>
    placeText(place, (groups(place) ?? 0) + groups.bandwidth() / 2),
  );
  return [...rectangles, ...names];
}

function lines({ places, series }: Chart, at: Height): string[] {
  const across = scalePoint(places, [inner.left, inner.right]);
  const paths = series.map(({ values }, index) => {
    const path = line<number | null>()
      .defined((value) => value !== null)
      .x((_, position) => across(places[position] ?? '') ?? 0)
      .y((value) => at(value ?? 0))([...values]);
    return `<path d="${path ?? ''}" fill="none" stroke="${colourOf(index)}" stroke-width="2"/>`;
  });
  const every = Math.max(1, Math.ceil(places.length / 12));
  const names = places
    .filter((_, position) => position % every === 0)
    .map((place) => placeText(place, across(place) ?? 0));
  return [...paths, ...names];
}

function legend({ series, unit }: Chart): string[] {
  let x = 16;
  const entries = series.map(({ name }, index) => {
    const entry =
      `<rect x="${x}" y="38" width="10" height="10" fill="${colourOf(index)}"/>` +
      `<text x="${x + 14}" y="47" fill="#1f1f1f">${escaped(name)}</text>`;
    x += 34 + name.length * 6.6;
    return entry;
  });
  return [
    ...entries,
    `<text x="${inner.right}" y="24" text-anchor="end" fill="#5f5e5b">${escaped(unit)}</text>`,
  ];
}

function placeText(place: string, x: number): string {
  return `<text x="${x.toFixed(1)}" y="${inner.bottom + 18}" text-anchor="middle" fill="#5f5e5b">${escaped(place)}</text>`;
}

function colourOf(index: number): string {
  return colours[index % colours.length] ?? '#1f1f1f';
}

function tickText(value: number): string {
  if (value >= 10_000) return `${Number((value / 1000).toPrecision(3))}k`;
  return String(Number(value.toPrecision(3)));
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
