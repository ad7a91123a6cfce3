import type { Sight } from '@/contracts/people';
import type { Outcome } from '@/contracts/registry';

type WithAddress = Promise<Outcome<{ readonly address: string }>>;

/** What an admin does to who may come in; addresses are known only in the answer. */
export interface PeopleActions {
  readonly invite: (wish: {
    readonly role: string;
    readonly sight: Sight;
    readonly note: string;
  }) => WithAddress;
  readonly withdraw: (id: string) => Promise<Outcome<null>>;
  readonly change: (
    id: string,
    said: { readonly role: string; readonly sight: Sight; readonly lastDay: string | null },
  ) => Promise<Outcome<null>>;
  readonly remove: (id: string) => Promise<Outcome<null>>;
  readonly passwordLink: (id: string) => WithAddress;
  readonly share: (wish: {
    readonly name: string;
    readonly sight: Sight;
    readonly days: number;
  }) => WithAddress;
  readonly addToken: (wish: {
    readonly name: string;
    readonly scope: string;
  }) => Promise<Outcome<{ readonly token: string }>>;
  readonly revokeToken: (id: number) => Promise<Outcome<null>>;
  readonly endShare: (id: number) => Promise<Outcome<null>>;
}

/** A room as it is chosen. */
export interface RoomChoice {
  readonly id: number;
  readonly name: string;
}
