import type { FormAction, Refusal } from './form-state';

/** A room or a floor, as it stands in its list. */
export interface Place {
  readonly id: number;
  readonly name: string;
  /** Where its name leads. */
  readonly href?: string;
  /** How many are in it, "3 sensors"; undefined: none. */
  readonly holds: string | undefined;
}

type ById = (id: number, before: Refusal | undefined, form: FormData) => Promise<Refusal | undefined>;

export interface PlaceActions {
  readonly add: FormAction;
  readonly rename: ById;
  readonly merge: ById;
  readonly order: (ids: readonly number[]) => Promise<Refusal | undefined>;
}

export interface PlaceWords {
  /** "room" */
  readonly one: string;
  /** What it says of an empty one: "no sensor". */
  readonly empty: string;
}
