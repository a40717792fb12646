import type { Instant } from '@interlock/domain/time';
import type { OfferStop } from '@interlock/use-cases/availability/offer-stop';

type Sketch = readonly [telecode: string, zh: string, en: string, minutes: number];

const line: readonly Sketch[] = [
  ['HGH', '杭州东', 'Hangzhou East', 1_230],
  ['VRH', '温州南', 'Wenzhou South', 1_320],
  ['FYS', '福州南', 'Fuzhou South', 1_410],
  ['XKS', '厦门北', 'Xiamen North', 1_500],
  ['IOQ', '深圳北', 'Shenzhen North', 1_710],
  ['XJA', '香港西九龙', 'Hong Kong West Kowloon', 1_745],
];

/** Six stops over midnight, with a change of number on the way. */
export const sampleStops: OfferStop[] = line.map(([telecode, zh, en, minutes], position) => ({
  position,
  telecode,
  zh,
  en,
  arriveMinutes: position === 0 ? null : minutes,
  departMinutes: position === line.length - 1 ? null : minutes + 2,
  km: position * 180,
  number: position < 2 ? 'D3122' : 'D3123',
  arrivesAt: (minutes * 60_000) as Instant,
  departsAt: (minutes * 60_000) as Instant,
}));
