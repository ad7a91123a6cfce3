/** What is wrong with a mapping, and where: `path` within it, such as `/readings/0/unit`; '' for all of it. */
export interface MappingError {
  readonly path: string;
  readonly message: string;
}

/** Where a message stands in the raw log. */
export interface RawPlace {
  readonly partition: number;
  readonly offset: number;
}

/** A mapping to be saved. */
export interface MappingWish {
  /** Undefined: a new mapping. */
  readonly id?: number | undefined;
  /** The version that was edited. Where somebody has saved another since, nothing is written, and the answer says so. */
  readonly base?: number | undefined;
  /** The neutral form, with whose it is. */
  readonly definition: object;
  /** The message that it was made on. */
  readonly sample?: RawPlace | undefined;
  readonly why?: string | undefined;
}

export interface SavedMapping {
  readonly id: number;
  readonly version: number;
  /** ISO UTC; null: it said that already, and nothing was written. */
  readonly validFrom: string | null;
}

/** A version that somebody saved meanwhile. */
export interface NewerVersion {
  readonly version: number;
  readonly who: string | null;
  /** ms since 1970. */
  readonly validFrom: number;
}

export type MappingOutcome =
  | { readonly saved: SavedMapping }
  | { readonly errors: readonly MappingError[] }
  | { readonly conflict: NewerVersion };
