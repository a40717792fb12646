import { expect, it } from 'vitest';
import { dataPaths, inLanguage, pathsIn, safeNext } from './paths.ts';

it('lists every address of the site', () => {
  const paths = pathsIn('zh');
  const ride = { runId: 86317, from: 1, to: 4, seatClass: 'second' as const };
  expect([
    paths.home(),
    paths.results({ from: 'VNP', to: 'AOH', date: '2026-11-24', type: ['G', 'D'] }),
    paths.train(ride),
    paths.train({ ...ride, passengers: ['t1.adult'], onward: '7.0.3', n: 3, fares: 'first' }),
    paths.passengers(ride),
    paths.review({ ...ride, passengers: ['t1.adult', 't2.child'], letters: ['A'] }),
    paths.seats({ ...ride, n: 2, places: ['7-12F', '7-12D'], view: 'list' }),
    paths.booking('HMBYXZZJBM'),
    paths.paid('HMBYXZZJBM'),
    paths.ticket('HMBYXZZJBM', 1),
    paths.ticketsPdf('HMBYXZZJBM'),
    paths.calendar('HMBYXZZJBM'),
    paths.trips('coming'),
    paths.signIn('/zh/trips'),
    paths.signInCode(),
    paths.signUp(),
    paths.lookUp(),
    paths.lookUpResult(),
    paths.lookUpPdf(),
    paths.lookUpCalendar(),
    paths.offline(),
    paths.account(),
    paths.accountDeleted(),
    paths.gate(),
    paths.ticketKeys(),
    paths.console('HMBYXZZJBM'),
    paths.consoleCase('HMBYXZZJBM'),
    paths.problem(503),
  ]).toEqual([
    '/zh',
    '/zh/trains?from=VNP&to=AOH&date=2026-11-24&type=G&type=D',
    '/zh/trains/86317?from=1&to=4',
    '/zh/trains/86317?from=1&to=4&with=t1.adult&onward=7.0.3&n=3&fares=first',
    '/zh/book/86317?from=1&to=4&class=second',
    '/zh/book/86317/review?from=1&to=4&class=second&with=t1.adult&with=t2.child&seat=A',
    '/zh/book/86317/seats?from=1&to=4&class=second&n=2&at=7-12F&at=7-12D&view=list',
    '/zh/bookings/HMBYXZZJBM',
    '/zh/bookings/HMBYXZZJBM/paid',
    '/zh/bookings/HMBYXZZJBM/tickets/1',
    '/zh/bookings/HMBYXZZJBM/tickets.pdf',
    '/zh/bookings/HMBYXZZJBM/journey.ics',
    '/zh/trips?tab=coming',
    '/zh/sign-in?next=%2Fzh%2Ftrips',
    '/zh/sign-in/code',
    '/zh/sign-up',
    '/zh/find-booking',
    '/zh/find-booking/result',
    '/zh/find-booking/result/tickets.pdf',
    '/zh/find-booking/result/journey.ics',
    '/zh/offline',
    '/zh/account',
    '/zh/account/deleted',
    '/zh/gate',
    '/zh/ticket-keys',
    '/zh/console?q=HMBYXZZJBM',
    '/zh/console/bookings/HMBYXZZJBM',
    '/zh/problem/503',
  ]);
});

it('lists every address that answers programs of our pages', () => {
  expect([
    dataPaths.stations('bj'),
    dataPaths.bookingStatus('HMBYXZZJBM'),
    dataPaths.seatPlan({ runId: 86317, from: 1, to: 4, seatClass: 'second' }),
    dataPaths.ticketKeys(),
    dataPaths.stationNames(),
    dataPaths.checkTicket(),
    dataPaths.accountExport(),
  ]).toEqual([
    '/data/stations?text=bj',
    '/data/bookings/HMBYXZZJBM',
    '/data/seats/86317?from=1&to=4&class=second',
    '/data/ticket-keys',
    '/data/station-names',
    '/data/check-ticket',
    '/data/account-export',
  ]);
});

it('keeps the page when the language changes', () => {
  expect(inLanguage('/zh/trips?tab=past', 'en')).toBe('/en/trips?tab=past');
  expect(inLanguage('/zh', 'en')).toBe('/en');
});

it('goes back only to pages of this site', () => {
  expect(safeNext('/zh/book/1?from=0')).toBe('/zh/book/1?from=0');
  const elsewhere = [
    'https://evil.example',
    '//evil.example',
    '/zh//evil.example',
    '/zh/\\evil',
    '/data/x',
    '',
    null,
  ];
  expect(elsewhere.map(safeNext)).toEqual(elsewhere.map(() => null));
});
