import { z } from 'zod';

/** Major version of the readings on `hearth.readings.v1` and `hearth.backfill.v1`. */
export const READING_VERSION = 1;

const Micros = z.number().int();

/**
 * Whose time `measuredAt` is: device's own, corrected by a zone, receipt (it sent none), suspect (outside the window).
 * The tables keep the place in this list.
 */
export const CLOCKS = ['device', 'corrected', 'receipt', 'suspect'] as const;

const RawCoordinates = z.object({ p: z.number().int().nonnegative(), o: z.number().int().nonnegative() });

const Measure = z.object({
  quantity: z.string().min(1).max(40),
  /** Null when the sensor has one value of the quantity. */
  channel: z.string().max(120).nullable(),
  /** Finite, in the quantity's canonical unit. */
  value: z.number(),
  /** The canonical unit, '' where the quantity has none. */
  unit: z.string().max(20),
  quality: z.enum(['implausible']).optional(),
});

/** One message of one sensor, decoded. Readers ignore what they do not know. */
export const Reading = z.object({
  v: z.literal(READING_VERSION),
  uid: z.string().min(1).max(64),
  sensorId: z.string().min(1).max(64),
  /** µs since 1970 UTC. */
  measuredAt: Micros,
  /** µs since 1970 UTC. */
  receivedAt: Micros,
  clock: z.enum(CLOCKS),
  measures: z.array(Measure).max(1000),
  availability: z.enum(['online', 'offline']).optional(),
  raw: RawCoordinates,
  by: z.union([
    z.object({ codec: z.string(), version: z.number().int() }),
    z.object({ mapping: z.number().int(), version: z.number().int() }),
  ]),
  replayed: z.boolean().optional(),
  /** The replay that wrote it; absent or 0 = live. */
  replay: z.number().int().nonnegative().optional(),
  replaces: z
    .array(
      z.object({
        sensorId: z.string(),
        quantity: z.string(),
        channel: z.string().nullable(),
        measuredAt: Micros,
      }),
    )
    .optional(),
});
export type Reading = z.output<typeof Reading>;
export type Measure = z.output<typeof Measure>;
export type ClockVerdict = Reading['clock'];
