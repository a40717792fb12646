import type { RefusalCode } from '@interlock/domain/refusals';
import { account as accountEn } from './en/account.ts';
import { book as bookEn } from './en/book.ts';
import { booking as bookingEn, lookUp as lookUpEn, trips as tripsEn } from './en/booking.ts';
import { mail as mailEn, staffConsole as consoleEn } from './en/console.ts';
import { gate as gateEn, offline as offlineEn, ticketKeys as ticketKeysEn } from './en/gate.ts';
import { problem as problemEn, refusal as refusalEn } from './en/problems.ts';
import {
  availability as availabilityEn,
  change as changeEn,
  results as resultsEn,
  search as searchEn,
  strip as stripEn,
  train as trainEn,
} from './en/search.ts';
import { seatPlan as seatPlanEn } from './en/seat-plan.ts';
import { site as siteEn } from './en/site.ts';
import type { Locale } from './locales.ts';
import { account as accountZh } from './zh/account.ts';
import { book as bookZh } from './zh/book.ts';
import { booking as bookingZh, lookUp as lookUpZh, trips as tripsZh } from './zh/booking.ts';
import { mail as mailZh, staffConsole as consoleZh } from './zh/console.ts';
import { gate as gateZh, offline as offlineZh, ticketKeys as ticketKeysZh } from './zh/gate.ts';
import { problem as problemZh, refusal as refusalZh } from './zh/problems.ts';
import {
  availability as availabilityZh,
  change as changeZh,
  results as resultsZh,
  search as searchZh,
  strip as stripZh,
  train as trainZh,
} from './zh/search.ts';
import { seatPlan as seatPlanZh } from './zh/seat-plan.ts';
import { site as siteZh } from './zh/site.ts';

const en = {
  site: siteEn,
  search: searchEn,
  results: resultsEn,
  availability: availabilityEn,
  change: changeEn,
  strip: stripEn,
  train: trainEn,
  book: bookEn,
  seatPlan: seatPlanEn,
  booking: bookingEn,
  trips: tripsEn,
  lookUp: lookUpEn,
  account: accountEn,
  gate: gateEn,
  ticketKeys: ticketKeysEn,
  offline: offlineEn,
  console: consoleEn,
  mail: mailEn,
  problem: problemEn,
  refusal: refusalEn satisfies Record<RefusalCode, string>,
} as const;

/** Every message of the product, by area; the English catalogue gives the shape. */
export type Catalogue = Texts<typeof en>;

type Texts<T> = { readonly [K in keyof T]: T[K] extends string ? string : Texts<T[K]> };

const zh: Catalogue = {
  site: siteZh,
  search: searchZh,
  results: resultsZh,
  availability: availabilityZh,
  change: changeZh,
  strip: stripZh,
  train: trainZh,
  book: bookZh,
  seatPlan: seatPlanZh,
  booking: bookingZh,
  trips: tripsZh,
  lookUp: lookUpZh,
  account: accountZh,
  gate: gateZh,
  ticketKeys: ticketKeysZh,
  offline: offlineZh,
  console: consoleZh,
  mail: mailZh,
  problem: problemZh,
  refusal: refusalZh,
};

/** Both catalogues in ICU message form. */
export const catalogues: Record<Locale, Catalogue> = { en, zh };

/** Type of the English catalogue with its literal texts, for checking message arguments. */
export type EnglishCatalogue = typeof en;
