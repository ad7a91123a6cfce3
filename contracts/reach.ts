/** How this home is opened from another device. */
export interface Reach {
  /** The address that leads here. */
  readonly url: string;
  /** False: it leads to this machine alone. */
  readonly isBeyond: boolean;
  /** The address holds a name by which Hearth announces itself to the network; else an address that may change, or a public one. */
  readonly isNamed: boolean;
  /** Other addresses that lead here, as long as the network knows the names. */
  readonly others: readonly string[];
  /** SHA-256 of the CA's certificate that devices have to trust first; undefined: none of ours is used. */
  readonly fingerprint: string | undefined;
}
