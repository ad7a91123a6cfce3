import 'server-only';
import type { Provenance, ReadingsWithin } from '@/contracts/provenance';
import { createExplainer, type Explainer } from '@/server/decode/queries';
import { readingsWithin, type SeriesName, storedReading } from '@/server/history/queries';
import { handedToPages } from '@/server/web/queries';
import { sight } from './asking';
import { database } from './database';

const KEY = Symbol.for('hearth.pages.explainer');
type Held = { [KEY]?: Explainer };

/** Where the reading of a series at a moment (µs since 1970) comes from; undefined where history keeps none of it. */
export async function provenance(series: SeriesName, at: number): Promise<Provenance | undefined> {
  const reading = await storedReading(database(), series, at, await sight());
  if (reading === undefined) return undefined;
  const { series: of, sensorName, isOf, ...stored } = reading;
  const { sensorId, ...named } = of;
  const asked = { ...stored, isOf, sensorId, series: named };
  return {
    sensor: { id: sensorId, name: sensorName },
    series: named,
    reading: stored,
    ...(await explainer().explain(asked, handedToPages().homeZone())),
  };
}

/** The readings of a column of a chart, ms since 1970. */
export async function columnReadings(
  series: SeriesName,
  span: { readonly from: number; readonly to: number },
): Promise<ReadingsWithin> {
  return readingsWithin(database(), series, span, await sight());
}

/** What it knows of mappings and devices it reads once: the process holds it. */
function explainer(): Explainer {
  const held = globalThis as Held;
  held[KEY] ??= createExplainer(database(), handedToPages().log);
  return held[KEY];
}
