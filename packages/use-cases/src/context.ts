import type { CentralDatabase, Shards } from '@interlock/db/connections';
import type { Vault } from '@interlock/db/vault';
import type { FaultPoint } from '@interlock/domain/fault-points';
import type { SaleRules } from '@interlock/domain/sale-rules';
import type { Instant } from '@interlock/domain/time';
import type { MailSender, SmsSender } from '@interlock/gateways/notifications/senders';
import type { PaymentGateway } from '@interlock/gateways/payments/payment-gateway';
import type { BookingProcess } from '@interlock/workflows/booking/contract';
import type { PublishProcess } from '@interlock/workflows/publish/contract';
import type { SettleProcess } from '@interlock/workflows/settle/contract';
import type { Availability } from './availability/read-model.ts';
import type { RecentKeys } from './bookings/recent-keys.ts';

/** What every use case is handed; built once per process in its composition.ts. */
export interface UseCaseContext {
  readonly central: CentralDatabase;
  readonly shards: Shards;
  readonly vault: Vault;
  readonly payments: PaymentGateway;
  readonly mail: MailSender;
  readonly sms: SmsSender;
  readonly processes: BookingProcess & SettleProcess & PublishProcess;
  /** The read model; processes that answer no searches never start it. */
  readonly availability: Availability;
  readonly recentKeys: RecentKeys;
  readonly rules: SaleRules;
  /** Zone whose midnight ends the railway's day. */
  readonly railwayZone: string;
  readonly siteUrl: string;
  readonly tickets: TicketSigner;
  now(): Instant;
  /** Named places where tests and drills stop the process; does nothing otherwise. */
  faultPoint(point: FaultPoint): void;
  /** Something to know about that no caller waits for; ids only, nothing personal. */
  report(what: string, detail: Record<string, unknown>): void;
}

/** Signs the text of a ticket's QR code (Ed25519); only processes that issue tickets have the private key. */
export interface TicketSigner {
  readonly keyId: string;
  /** What gates check signatures with; everybody may have it. */
  readonly publicKeyPem: string;
  sign(text: string): string;
}
