/** Why a message could not be read. Closed list: pages and docs explain each. */
export const DEAD_LETTER_CODES = [
  'BAD_HEADER',
  'BAD_JSON',
  'NOT_UTF8',
  'NO_VALUE',
  'BAD_NUMBER',
  'TOO_DEEP',
  'TOO_LARGE',
  'BAD_TOPIC',
  'SCHEMA',
  'REFUSED_BY_KAFKA',
  'DECODER_FAULT',
  'SINK_REJECT',
] as const;
export type DeadLetterCode = (typeof DEAD_LETTER_CODES)[number];

/**
 * Headers of a dead letter, each a string. `value` holds the first KB of the bytes, and only for what never reached the
 * raw log; everything else is found at the raw coordinates.
 */
export interface DeadLetterHeaders {
  readonly code: DeadLetterCode;
  readonly detail: string;
  /** Where it was refused: the role's name. */
  readonly stage: string;
  readonly uid?: string;
  readonly topic?: string;
  readonly rawPartition?: string;
  readonly rawOffset?: string;
  /** Version of what refused it, e.g. `mapping:7@3`. */
  readonly by?: string;
  /** How many letters of this source this one stands for when letters are thinned. */
  readonly standsFor?: string;
}

export const DEAD_LETTER_SAMPLE_BYTES = 1024;
