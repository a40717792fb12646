import type { OfferStop } from '@interlock/use-cases/availability/offer-stop';
import type { PageWords } from '../page-props.ts';
import { RideStrip } from '../passenger/ride-strip.tsx';
import { StopsTable } from '../passenger/stops-table.tsx';
import { AvailabilityMark, type MarkShape } from '../ui/availability-mark.tsx';
import { buttonStyle } from '../ui/button-style.ts';
import { ClassCard } from '../ui/class-card.tsx';
import { DateStrip } from '../ui/date-strip.tsx';
import { Facts } from '../ui/facts.tsx';
import { Ticket } from '../ui/ticket.tsx';
import { Timeline } from '../ui/timeline.tsx';
import { Part, State } from './part.tsx';
import { sampleStops } from './sample-stops.ts';

const zone = 'Asia/Shanghai';

/** What shows a train, a journey and a booking. */
export function TrainParts({ words }: { words: PageWords }) {
  return (
    <>
      <Strips words={words} />
      <Marks words={words} />
      <Cards words={words} />
      <Part name="Date strip">
        <DateStrip label="Days" days={days} />
      </Part>
      <Part name="Stops">
        <div className="max-w-[720px]">
          <StopsTable
            stops={sampleStops}
            from={1}
            to={4}
            caption="Stops"
            locale={words.locale}
            t={words.t}
          />
        </div>
      </Part>
      <Tickets words={words} />
      <Part name="Facts">
        <Facts facts={facts} />
      </Part>
      <Part name="Status timeline">
        <Timeline entries={entries} />
      </Part>
    </>
  );
}

function Strips({ words: { locale, t } }: { words: PageWords }) {
  const ride = (from: number, to: number) => ({
    number: 'D3122',
    from: sampleStops[from] as OfferStop,
    to: sampleStops[to] as OfferStop,
    stops: sampleStops,
  });
  const rides = [
    { name: 'Row, part of the line, number changes', size: 'row', of: ride(1, 4) },
    { name: 'Row, first to last stop, next day', size: 'row', of: ride(0, 5) },
    { name: 'Row, non-stop, long names', size: 'row', of: ride(4, 5) },
    { name: 'Full', size: 'full', of: ride(0, 4) },
    { name: 'Line, beside a question that matters more', size: 'line', of: ride(1, 4) },
  ] as const;
  return (
    <Part name="Journey strip">
      <div className="grid gap-8 md:grid-cols-2">
        {rides.map(({ name, size, of }) => (
          <State key={name} name={name}>
            <RideStrip ride={of} size={size} locale={locale} zone={zone} t={t} />
          </State>
        ))}
      </div>
    </Part>
  );
}

function marksOf({ t }: PageWords): { shape: MarkShape; text: string }[] {
  return [
    { shape: 'plenty', text: t('availability.plenty') },
    { shape: 'few', text: t('availability.number', { count: 3 }) },
    { shape: 'none', text: t('availability.none') },
    { shape: 'later', text: t('availability.opensAt', { date: '11/24', time: '08:00' }) },
    { shape: 'closed', text: t('availability.closed') },
    { shape: 'unknown', text: t('availability.unavailable') },
  ];
}

function Marks({ words }: { words: PageWords }) {
  return (
    <Part name="Availability mark">
      <ul className="flex flex-wrap gap-x-8 gap-y-2">
        {marksOf(words).map(({ shape, text }) => (
          <li key={shape}>
            <AvailabilityMark shape={shape}>{text}</AvailabilityMark>
          </li>
        ))}
      </ul>
    </Part>
  );
}

function Cards({ words }: { words: PageWords }) {
  const { t } = words;
  const prices = ['¥1,748', '¥933', '¥553.50', '¥128,888', '¥0.50', '¥74'];
  return (
    <Part name="Class card">
      <ul className="grid gap-4 sm:grid-cols-2 md:grid-cols-3">
        {marksOf(words).map(({ shape, text }, at) => (
          <li key={shape}>
            <ClassCard
              name={t('site.class.second')}
              price={prices[at] ?? ''}
              mark={<AvailabilityMark shape={shape}>{text}</AvailabilityMark>}
              includes={t('train.includes.second')}
              action={
                at < 2 ? (
                  <a href="#card" className={buttonStyle('quiet')}>
                    {t('train.select', { class: t('site.class.second') })}
                  </a>
                ) : null
              }
            />
          </li>
        ))}
      </ul>
    </Part>
  );
}

function Tickets({ words: { locale, t } }: { words: PageWords }) {
  const [from, to] = [sampleStops[1], sampleStops[4]];
  if (from === undefined || to === undefined) return null;
  const strip = (
    <RideStrip
      ride={{ number: 'D3122', from, to, stops: sampleStops }}
      {...{ size: 'full', locale, zone, t }}
    />
  );
  const words = {
    passenger: 'Passenger',
    document: 'Document',
    coach: 'Coach',
    seat: 'Seat',
    class: 'Class',
    price: 'Price',
    qr: 'Code of the ticket',
    qrPending: 'The code is being signed',
  };
  const rest = {
    number: 'D3122',
    date: 'Mon 23 Nov 2026',
    otherDate: '2026年11月23日 周一',
    document: '1101 **** **** 1234',
    coach: '07',
    seat: '12F',
    seatClass: 'Second',
    price: '¥553.50',
    reference: 'H4K7M2P9QX',
    rule: 'Bring the document the ticket names.',
  };
  return (
    <Part name="Ticket">
      <State name="with its code, long name">
        <Ticket
          {...rest}
          {...{ strip, words }}
          heading="Ticket 1"
          ticketId="T1"
          passenger="Jane Alexandra Featherstonehaugh-Montgomery"
          qr={sampleModules}
        />
      </State>
      <State name="code to come">
        <Ticket
          {...rest}
          {...{ strip, words }}
          heading="Ticket 2"
          ticketId="T2"
          passenger="王小明"
          qr={null}
        />
      </State>
    </Part>
  );
}

const size = 29;
const sampleModules = {
  size,
  data: Array.from({ length: size * size }, (_unused, at) => ((at * 7919) % 11) % 2),
};

const days = ['21', '22', '23', '24', '25', '26', '27'].map((day, at) => ({
  date: `2026-11-${day}`,
  weekday: ['Sat', 'Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri'][at] ?? '',
  day: `${day} Nov`,
  href: at === 0 || at > 4 ? null : '#day',
  note: at > 4 ? 'opens Mon 23 Nov' : null,
  isCurrent: at === 3,
  isNear: at > 0 && at < 6,
}));

const facts = [
  { term: 'Train', value: 'D3122', action: <a href="#fact">Change train</a> },
  { term: 'Passengers', value: 'Jane Alexandra Featherstonehaugh-Montgomery, 王小明' },
];

const entries = [
  { id: '1', time: '14:05', date: '23 Nov', title: 'Seats held', detail: 'until 14:25' },
  { id: '2', time: '14:07', date: '23 Nov', title: 'Paid', tone: 'go' as const },
  { id: '3', time: '14:09', date: '23 Nov', title: 'Refused', tone: 'stop' as const },
];
