/**
 * `UNCLAIMED`: nothing knows the topic. `DEVICE_HEARD`: a known format, from a device that feeds no sensor. `UNKNOWN_DEVICE`: a known
 * format, ahead of what its device has yet to tell of itself.
 */
export type InboxReason = 'UNCLAIMED' | 'DEVICE_HEARD' | 'UNKNOWN_DEVICE';

/** A message that no sensor gets anything of. */
export interface Unclaimed {
  readonly reason: InboxReason;
  readonly topic: string;
  readonly offset: number;
  readonly atMs: number;
  readonly payload: Uint8Array;
  /** Who sent it, where the broker knew. */
  readonly login?: string | undefined;
  /** Whose it is, where its format is known. */
  readonly device?: { readonly family: string; readonly key: string } | undefined;
}

/** A row that is counted on, as it is stored. */
export interface KnownSource {
  readonly topic: string;
  readonly reason: InboxReason;
  readonly shape: string;
  readonly kind: string;
  readonly unlisted: Uint8Array | null;
}
