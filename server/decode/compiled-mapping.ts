import type { Mapping } from '@/contracts/mapping';
import type { Availability } from '@/contracts/sensor';
import type { Stamp } from './device-time';
import type { Payload } from './payload';
import type { Refusal } from './refusal';
import type { RuleMeasures } from './rule-measures';

/** What was measured at one time. */
export interface Moment extends RuleMeasures {
  readonly stamp: Stamp | undefined;
  /** Of a text of rows: which of them. */
  readonly row?: number;
}

/** What a mapping made of a message. */
export type Reading =
  | (Moment & {
      readonly availability?: Availability;
      /** What else was measured, at other times. */
      readonly others?: readonly Moment[];
    })
  | { readonly refusal: Refusal }
  /** Its condition does not hold: the message is another mapping's, or nobody's. */
  | 'not mine';

export interface MessageToRead {
  readonly levels: readonly string[];
  readonly payload: Payload;
  readonly receivedMs: number;
  /** The home's zone, for stamps without an offset. */
  readonly zone: string | undefined;
}

/** A mapping's version, ready to read messages. Pure. */
export interface CompiledMapping {
  readonly mappingId: number;
  readonly version: number;
  /** The sensor that a topic's messages feed; undefined: they are not this mapping's. */
  sensorOf(levels: readonly string[]): string | undefined;
  /** It says whether the sensor is there, and nothing else: that holds also of what a broker had stored. */
  readonly isAvailability: boolean;
  /** What it was made of. */
  readonly definition: Mapping;
  read(message: MessageToRead): Reading;
}
