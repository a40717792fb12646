import { formatServiceDate } from '@interlock/i18n/formats';
import type { BookingView, PassengerView } from '@interlock/use-cases/bookings/booking-view';
import QRCode from 'qrcode';
import type { PageWords } from '../page-props.ts';
import { shortMask } from '../passenger/masked-name.ts';
import {
  durationWords,
  journeyEnd,
  minutesBetween,
  money,
  stripStops,
} from '../passenger/offer-words.ts';
import { seatText } from '../passenger/seat-text.ts';
import { type JourneyEnd, placeOnTrack } from '../ui/journey-strip.tsx';
import { grey, Paper } from './paper.ts';

const left = 48;
const right = 547;
const brand = '#1A47A8';
const hairline = '#C9C4BA';
const qrSize = 168;

interface Sheet {
  readonly paper: Paper;
  readonly words: PageWords;
  readonly booking: BookingView;
  readonly zone: string;
}

/** The tickets of a booking as a PDF: one page for each passenger, black on white, nothing that is not on the site. */
export async function ticketPaper(
  words: PageWords,
  { booking, zone }: { booking: BookingView; zone: string },
): Promise<Buffer> {
  const { t, locale } = words;
  const paper = new Paper({
    title: t('booking.reference', { reference: booking.reference }),
    language: locale === 'zh' ? 'zh-CN' : 'en',
  });
  for (const passenger of booking.passengers) {
    paper.document.addPage();
    await drawTicket({ paper, words, booking, zone }, passenger);
  }
  return paper.end();
}

async function drawTicket(sheet: Sheet, passenger: PassengerView): Promise<void> {
  const { paper, words, booking } = sheet;
  const { t } = words;
  await drawHead(sheet, passenger);
  await drawJourney(sheet, 168);
  drawRule(paper, 312);
  await drawSeat(sheet, passenger, 340);
  await drawCode(sheet, passenger, 336);
  drawRule(paper, 560);
  const rule = { x: left, y: 584, width: right - left };
  await paper.paragraph(t('booking.ticket.rule'), rule, { size: 11 });
  const footer = { size: 9, colour: grey };
  await paper.line(t('site.footer.times'), { x: left, y: 790 }, footer);
  const reference = t('booking.reference', { reference: booking.reference });
  await paper.line(reference, { x: right, y: 790 }, { ...footer, align: 'right' });
}

async function drawHead({ paper, words, booking }: Sheet, passenger: PassengerView): Promise<void> {
  const { t, locale } = words;
  const other = locale === 'zh' ? 'en' : 'zh';
  await paper.line(t('site.name'), { x: left, y: 62 }, { size: 13, weight: 600, colour: brand });
  const count = { index: passenger.ord + 1, total: booking.passengers.length };
  const heading = t('booking.ticket.heading', count);
  await paper.line(heading, { x: right, y: 62 }, { size: 11, colour: grey, align: 'right' });
  drawRule(paper, 76);
  await paper.line(booking.number, { x: left, y: 116 }, { size: 30, weight: 600 });
  const date = { x: right, y: 106 };
  await paper.line(formatServiceDate(locale, booking.date), date, { size: 16, align: 'right' });
  const below = { x: right, y: 122 };
  const small = { size: 10, colour: grey, align: 'right' } as const;
  await paper.line(formatServiceDate(other, booking.date), below, small);
}

/** The journey strip: times large at both ends, the ridden part thick. */
async function drawJourney({ paper, words, booking, zone }: Sheet, top: number): Promise<void> {
  const { t, locale } = words;
  const say = { t, locale, zone };
  const departs = journeyEnd(booking.from, { ...say, at: 'departs' });
  const arrives = journeyEnd(booking.to, { ...say, at: 'arrives' });
  const between = booking.to.position - booking.from.position - 1;
  const middle = `${durationWords(minutesBetween(booking.from, booking.to), t)} · ${t('results.stopCount', { count: between })}`;
  await drawEnd(paper, departs, { x: left, y: top, align: 'left' });
  await drawEnd(paper, arrives, { x: right, y: top, align: 'right' });
  const centre = { x: (left + right) / 2, y: top + 14 };
  await paper.line(middle, centre, { size: 11, colour: grey, align: 'centre' });
  drawTrack(paper, booking, top + 44);
  for (const stop of stripStops(booking.stops, locale)) {
    const isOnTheWay = stop.position > booking.from.position && stop.position < booking.to.position;
    if (stop.newNumber === undefined || !isOnTheWay) continue;
    const place = { x: trackX(booking, stop.position), y: top + 34 };
    await paper.line(stop.newNumber, place, {
      size: 9,
      weight: 600,
      colour: brand,
      align: 'centre',
    });
  }
}

async function drawEnd(
  paper: Paper,
  end: JourneyEnd,
  { x, y, align }: { x: number; y: number; align: 'left' | 'right' },
): Promise<void> {
  const time = end.dayOffset === null ? end.time : `${end.time} ${end.dayOffset}`;
  await paper.line(time, { x, y: y + 20 }, { size: 26, weight: 600, align });
  await paper.line(end.name, { x, y: y + 78 }, { size: 15, weight: 600, align });
  await paper.line(end.otherName, { x, y: y + 94 }, { size: 10, colour: grey, align });
}

function trackX(booking: BookingView, position: number): number {
  const at = placeOnTrack({
    position,
    from: booking.from.position,
    to: booking.to.position,
    last: booking.stops.length - 1,
  });
  return left + (at / 100) * (right - left);
}

function drawTrack({ document }: Paper, booking: BookingView, y: number): void {
  const [from, to] = [booking.from.position, booking.to.position];
  document.moveTo(left, y).lineTo(right, y).lineWidth(0.75).stroke('#7E8794');
  document
    .moveTo(trackX(booking, from), y)
    .lineTo(trackX(booking, to), y)
    .lineWidth(4)
    .stroke(brand);
  for (const { position } of booking.stops) {
    const x = trackX(booking, position);
    if (position === from || position === to) {
      document.circle(x, y, 5).lineWidth(2.5).fillAndStroke('#FFFFFF', brand);
      continue;
    }
    const isRidden = position > from && position < to;
    const half = isRidden ? 5 : 3.5;
    document.moveTo(x, y - half).lineTo(x, y + half);
    document.lineWidth(isRidden ? 1.5 : 0.75).stroke(isRidden ? brand : '#7E8794');
  }
}

async function drawSeat(
  { paper, words, booking }: Sheet,
  passenger: PassengerView,
  top: number,
): Promise<void> {
  const { t, locale } = words;
  const isBerth = passenger.letter !== null && 'LMU'.includes(passenger.letter);
  const big: [string, string][] = [
    [t('booking.ticket.coach'), passenger.coach === null ? '–' : String(passenger.coach)],
    [t(isBerth ? 'booking.ticket.berth' : 'booking.ticket.seat'), seatText(words, passenger)],
  ];
  for (const [index, [term, value]] of big.entries()) {
    const x = left + index * 110;
    await paper.line(term, { x, y: top }, { size: 10, colour: grey });
    await paper.line(value, { x, y: top + 36 }, { size: 32, weight: 600 });
  }
  const name = shortMask(passenger.nameMasked);
  const small: [string, string][] = [
    [t('booking.ticket.passenger'), `${name} · ${t(`site.ticketType.${passenger.ticketType}`)}`],
    [t('booking.ticket.document'), passenger.documentMasked],
    [t('booking.ticket.class'), t(`site.class.${booking.seatClass}`)],
    [t('booking.ticket.price'), money(passenger.fareFen, locale)],
  ];
  for (const [index, [term, value]] of small.entries()) {
    const y = top + 72 + index * 36;
    await paper.line(term, { x: left, y }, { size: 10, colour: grey });
    await paper.line(value, { x: left, y: y + 16 }, { size: 13 });
  }
}

/** Dark on white with a margin of four modules, as readers want it. */
async function drawCode(
  { paper, words }: Sheet,
  passenger: PassengerView,
  top: number,
): Promise<void> {
  const x = right - qrSize;
  const under = { x: right, y: top + qrSize + 20 };
  if (passenger.qr === null) {
    const pending = words.t('booking.ticket.qrPending');
    await paper.paragraph(pending, { x, y: top + 20, width: qrSize }, { size: 11 });
    return;
  }
  const { size, data } = QRCode.create(passenger.qr, { errorCorrectionLevel: 'M' }).modules;
  const unit = qrSize / size;
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < size; column += 1) {
      if (data[row * size + column] !== 1) continue;
      paper.document.rect(x + column * unit, top + row * unit, unit + 0.05, unit + 0.05);
    }
  }
  paper.document.fill('#000000');
  await paper.line(passenger.ticketId ?? '', under, { size: 9, colour: grey, align: 'right' });
}

function drawRule({ document }: Paper, y: number): void {
  document.moveTo(left, y).lineTo(right, y).lineWidth(0.75).stroke(hairline);
}
