import type { ReactNode } from 'react';
import { QrCode, type QrModules } from './qr-code.tsx';

export interface TicketWords {
  passenger: string;
  document: string;
  coach: string;
  seat: string;
  class: string;
  price: string;
  qr: string;
  qrPending: string;
}

interface TicketProps {
  heading: string;
  number: string;
  date: string;
  /** The date in the other language, for staff on the way. */
  otherDate: string;
  strip: ReactNode;
  words: TicketWords;
  passenger: string;
  document: string;
  coach: string;
  seat: string;
  seatClass: string;
  price: string;
  ticketId: string;
  reference: string;
  rule: string;
  /** The code as rows of dark and light; null until it is signed. */
  qr: QrModules | null;
}

/** One passenger's ticket: what the gate needs is largest and first, the code is dark on white in every theme. */
export function Ticket(props: TicketProps) {
  const { words } = props;
  return (
    <article
      aria-label={props.heading}
      className="print-page overflow-hidden rounded-card border border-hairline bg-card"
    >
      <header className="flex flex-wrap items-baseline justify-between gap-x-4 bg-brand px-4 py-2.5 text-on-brand md:px-5 md:py-3 print:bg-white print:text-black">
        <p className="train-number text-20">{props.number}</p>
        <p className="text-right">
          <span className="block text-17">{props.date}</span>
          <span className="block text-13">{props.otherDate}</span>
        </p>
      </header>
      <div className="grid gap-x-6 gap-y-4 p-4 md:grid-cols-[minmax(0,1fr)_auto] md:grid-rows-[auto_1fr] md:p-5">
        <div className="grid content-start gap-4">
          {props.strip}
          <dl className="flex gap-8 border-y border-hairline py-3">
            <Big term={words.coach} value={props.coach} />
            <Big term={words.seat} value={props.seat} />
          </dl>
        </div>
        <div className="grid content-start justify-items-center gap-1.5 md:row-span-2">
          <div className="rounded-card border border-hairline bg-white p-4">
            {props.qr === null ? (
              <span className="grid size-52 place-content-center p-4 text-center text-15 text-black">
                {words.qrPending}
              </span>
            ) : (
              <QrCode modules={props.qr} label={words.qr} />
            )}
          </div>
          <p className="figures text-13 text-muted">{props.ticketId}</p>
          <p className="figures text-13 text-muted">{props.reference}</p>
        </div>
        <dl className="grid grid-cols-2 content-start gap-x-6 gap-y-3 max-md:border-t max-md:border-hairline max-md:pt-4">
          <Small term={words.passenger} value={props.passenger} />
          <Small term={words.document} value={props.document} />
          <Small term={words.class} value={props.seatClass} />
          <Small term={words.price} value={props.price} />
        </dl>
      </div>
      <p className="border-t border-hairline px-4 py-3 text-15 md:px-5">{props.rule}</p>
    </article>
  );
}

function Big({ term, value }: { term: string; value: string }) {
  return (
    <div>
      <dt className="text-13 text-muted">{term}</dt>
      <dd className="figures text-34 font-semibold">{value}</dd>
    </div>
  );
}

function Small({ term, value }: { term: string; value: string }) {
  return (
    <div className="min-w-0">
      <dt className="text-13 text-muted">{term}</dt>
      <dd className="figures text-15 break-keep">{value}</dd>
    </div>
  );
}
