import type { DeviceName } from '@/contracts/device';
import type { ShapeKind } from '@/contracts/inbox';
import type { Outcome } from '@/contracts/registry';
import type { BindWish, TeachWish } from '@/contracts/teaching';

/** What an admin can do about what nobody explained; `id`s are of groups, but for what was taught or ignored. */
export interface InboxActions {
  teach(wish: TeachWish): Promise<Outcome<{ readonly id: number }>>;
  bind(wish: BindWish): Promise<Outcome<{ readonly id: number }>>;
  bindGroup(id: string): Promise<Outcome<{ readonly id: number }>>;
  ignore(what: ToIgnore): Promise<Outcome<null>>;
  ignoreGroup(id: string): Promise<Outcome<null>>;
  ignoreNoMore(id: number): Promise<Outcome<null>>;
  takeBack(id: number): Promise<Outcome<null>>;
}

export type ToIgnore =
  | { readonly pattern: string; readonly kind: ShapeKind }
  | { readonly devices: readonly (DeviceName & { readonly name: string })[] };

/** Rooms and sensors that there are. */
export interface Places {
  readonly rooms: readonly string[];
  readonly sensors: readonly { readonly id: string; readonly name: string }[];
}

/** Something was done about a group; `isWhole`: nothing of it is left. */
export type OnDone = (isWhole: boolean) => void;
