/** What a replay put in force for the records of a span. Moments are µs since 1970 UTC. */
export interface Corrected<Said> {
  readonly id: number;
  /** Of two that cover a moment the later replay's holds. */
  readonly replayId: number;
  readonly validFrom: number;
  readonly validTo: number;
  /** A later replay took it back. */
  readonly isUndone: boolean;
  readonly said: Said;
}

/** Corrections by what they are about. */
export interface Corrections<About, Said> {
  /** One that is known already takes its new shape. */
  set(about: About, corrected: Corrected<Said>): void;
  /**
   * What the newest replay says that covers a moment (µs since 1970) and was not taken back; of those that are meant, where somebody
   * tells.
   */
  at(about: About, atMicros: number, isMeant?: (said: Said) => boolean): Said | undefined;
}

export function createCorrections<About, Said>(): Corrections<About, Said> {
  const byAbout = new Map<About, readonly Corrected<Said>[]>();
  return {
    set: (about, corrected) => {
      const others = (byAbout.get(about) ?? []).filter(({ id }) => id !== corrected.id);
      byAbout.set(
        about,
        [...others, corrected].sort((one, other) => one.replayId - other.replayId),
      );
    },
    at: (about, atMicros, isMeant) =>
      byAbout
        .get(about)
        ?.findLast(
          ({ validFrom, validTo, isUndone, said }) =>
            !isUndone && validFrom <= atMicros && atMicros < validTo && isMeant?.(said) !== false,
        )?.said,
  };
}
