/** What a TLS server shows, PEM: certificates (each with those above it) and their keys, in the same order. */
export interface Identity {
  readonly certificates: readonly string[];
  readonly keys: readonly string[];
  /** The end of the first that ends. */
  readonly validUntil: Date;
}
