/** One stop as the strip needs it. */
export interface StripStop {
  position: number;
  name: string;
  /** Set where the public number changes. */
  newNumber?: string | undefined;
}

export interface JourneyEnd {
  time: string;
  dayOffset: string | null;
  name: string;
  /** The name in the other language. */
  otherName: string;
  otherLang: string;
}

interface JourneyStripProps {
  /** The whole journey in one sentence, for those who do not see the drawing. */
  label: string;
  stops: StripStop[];
  from: number;
  to: number;
  departs: JourneyEnd;
  arrives: JourneyEnd;
  /** Short facts between the two times, as duration and number of stops. */
  middle: string[];
  /** `line`: beside a question that matters more, the times at the ends of the line. */
  size: 'line' | 'row' | 'full';
}

const tailMax = 10;
const tailTicksMax = 4;

/**
 * The line of a train with a tick per stop, the ridden part thick, times large at both ends.
 * Stops before boarding and after leaving share at most a tenth of the width each, so the ride stays readable.
 */
export function JourneyStrip(props: JourneyStripProps) {
  const { departs, arrives, middle, size } = props;
  if (size === 'line') return <LineStrip {...props} />;
  const timeStyle = size === 'full' ? 'text-34' : 'text-26';
  return (
    <div className={size === 'full' ? 'grid gap-2' : 'grid gap-1.5'}>
      <p className="sr-only">{props.label}</p>
      <div aria-hidden="true" className="flex items-end justify-between gap-3">
        <EndTime end={departs} style={timeStyle} />
        <span className="flex flex-wrap justify-center gap-x-2 pb-0.5 text-13 text-muted">
          {middle.map((fact) => (
            <span key={fact} className="whitespace-nowrap">
              {fact}
            </span>
          ))}
        </span>
        <EndTime end={arrives} style={timeStyle} />
      </div>
      <Track stops={props.stops} from={props.from} to={props.to} />
      <div aria-hidden="true" className="flex items-start justify-between gap-4">
        <EndName end={departs} align="text-left" />
        <EndName end={arrives} align="text-right" />
      </div>
    </div>
  );
}

function LineStrip({ label, stops, from, to, departs, arrives, middle }: JourneyStripProps) {
  return (
    <div className="grid gap-0.5">
      <p className="sr-only">{label}</p>
      <div
        aria-hidden="true"
        className="grid grid-cols-[auto_minmax(0,1fr)_auto] items-end gap-x-4"
      >
        <EndTime end={departs} style="text-20" />
        <Track stops={stops} from={from} to={to} />
        <EndTime end={arrives} style="text-20" />
      </div>
      <div aria-hidden="true" className="flex items-baseline justify-between gap-3 text-15">
        <span className="font-semibold">{departs.name}</span>
        <span className="text-13 whitespace-nowrap text-muted">{middle[0]}</span>
        <span className="text-right font-semibold">{arrives.name}</span>
      </div>
    </div>
  );
}

function EndTime({ end, style }: { end: JourneyEnd; style: string }) {
  return (
    <span className="whitespace-nowrap">
      <span className={`figures font-semibold ${style}`}>{end.time}</span>
      {end.dayOffset ? <sup className="ml-1 text-13 text-muted">{end.dayOffset}</sup> : null}
    </span>
  );
}

function EndName({ end, align }: { end: JourneyEnd; align: string }) {
  return (
    <span className={`min-w-0 ${align}`}>
      <span className="block text-15 font-semibold">{end.name}</span>
      <span lang={end.otherLang} className="block text-13 text-muted">
        {end.otherName}
      </span>
    </span>
  );
}

/** Lines and ticks are four paths, whatever the number of stops: a page of results has hundreds of them. */
function Track({ stops, from, to }: { stops: StripStop[]; from: number; to: number }) {
  const last = stops.length - 1;
  const at = (position: number): number => placeOnTrack({ position, from, to, last });
  const changes = stops.filter(
    (stop) => stop.newNumber && stop.position > from && stop.position < to,
  );
  const ridden = stops.filter(({ position }) => position > from && position < to);
  const tails = [
    ...thinned(stops.filter(({ position }) => position < from)),
    ...thinned(stops.filter(({ position }) => position > to)),
  ];
  return (
    <div aria-hidden="true" className={`relative h-4 ${changes.length > 0 ? 'mt-5' : ''}`}>
      <svg
        viewBox="0 0 100 16"
        preserveAspectRatio="none"
        fill="none"
        className="absolute inset-0 size-full overflow-visible *:[vector-effect:non-scaling-stroke]"
      >
        <path d="M0 8H100" className="stroke-control" />
        <path d={ticks(tails, { at, height: 8 })} className="stroke-control" />
        <path d={`M${at(from)} 8H${at(to)}`} strokeWidth="4" className="stroke-brand" />
        <path d={ticks(ridden, { at, height: 10 })} strokeWidth="2" className="stroke-brand" />
      </svg>
      {[from, to].map((position) => (
        <span
          key={position}
          className="absolute top-1/2 size-3.5 -translate-x-1/2 -translate-y-1/2 rounded-full border-[3px] border-brand bg-card"
          style={{ left: `${at(position)}%` }}
        />
      ))}
      {changes.map((stop) => (
        <span
          key={stop.position}
          className="absolute bottom-full -translate-x-1/2 whitespace-nowrap text-13 font-semibold text-brand"
          style={{ left: `${at(stop.position)}%` }}
        >
          {stop.newNumber}
        </span>
      ))}
    </div>
  );
}

/** Of the stops before and after the ride no more than can be told apart. */
function thinned(stops: StripStop[]): StripStop[] {
  const step = Math.ceil(stops.length / tailTicksMax);
  return stops.filter((_, at) => at % step === 0);
}

function ticks(
  stops: StripStop[],
  { at, height }: { at: (position: number) => number; height: number },
): string {
  const top = 8 - height / 2;
  return stops.map(({ position }) => `M${at(position).toFixed(2)} ${top}v${height}`).join('');
}

/** Per cent from the left; ridden stops evenly between the two tails. */
export function placeOnTrack(input: {
  position: number;
  from: number;
  to: number;
  last: number;
}): number {
  const { position, from, to, last } = input;
  const inset = 1.2;
  const head = from === 0 ? inset : Math.min(tailMax, 2.5 + from * 1.5);
  const tail = to === last ? inset : Math.min(tailMax, 2.5 + (last - to) * 1.5);
  if (position <= from) return from === 0 ? head : inset + (position / from) * (head - inset);
  if (position >= to)
    return to === last ? 100 - tail : 100 - tail + ((position - to) / (last - to)) * (tail - inset);
  return head + ((position - from) / (to - from)) * (100 - head - tail);
}
