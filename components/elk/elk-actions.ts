import type { Outcome } from '@/contracts/registry';
import type { ConnectionEntry, ConnectionReport, TriedAgain } from '@/contracts/search';

export interface RejectedName {
  readonly index: string;
  readonly id: string;
}

/** What the page can do. */
export interface ElkActions {
  readonly test: (entry: ConnectionEntry) => Promise<Outcome<ConnectionReport>>;
  readonly save: (entry: ConnectionEntry) => Promise<Outcome<null>>;
  readonly leave: () => Promise<Outcome<null>>;
  readonly keep: (months: number | null) => Promise<Outcome<null>>;
  /** ms since 1970. */
  readonly writeAnew: (from: number, to: number) => Promise<Outcome<null>>;
  readonly callOff: (id: number) => Promise<Outcome<null>>;
  readonly tryAgain: (one: RejectedName | undefined) => Promise<Outcome<TriedAgain>>;
  readonly giveUp: (one: RejectedName | undefined) => Promise<Outcome<null>>;
  readonly intoKibana: () => Promise<Outcome<number>>;
}
