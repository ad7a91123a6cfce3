import { type Mapping, sourceLevelOf } from '@/contracts/mapping';
import { availabilityReader } from './availability-mapping';
import { binaryMappingReader } from './binary-mapping';
import { boolReader } from './bool-mapping';
import type { CompiledMapping } from './compiled-mapping';
import { csvReader } from './csv-mapping';
import { influxReader } from './influx-mapping';
import { jsonReader } from './json-mapping';
import { kvReader } from './kv-mapping';
import { numberReader } from './number-mapping';
import { regexReader } from './regex-mapping';

/** Throws for a mapping that `mapping apply` would have refused. */
export function compileMapping(
  { mappingId, version }: Pick<CompiledMapping, 'mappingId' | 'version'>,
  definition: Mapping,
): CompiledMapping {
  return {
    mappingId,
    version,
    definition,
    sensorOf: sensorReader(definition),
    isAvailability: definition.format === 'availability',
    read: readerOf(definition),
  };
}

function sensorReader({
  sensor,
  sensors = {},
  ...owner
}: Mapping): (levels: readonly string[]) => string | undefined {
  const place = sourceLevelOf(owner);
  if (place === undefined) return () => sensor;
  const listed = new Map(Object.entries(sensors));
  return (levels) => listed.get(levels[place] ?? '');
}

function readerOf(definition: Mapping): CompiledMapping['read'] {
  switch (definition.format) {
    case 'number':
      return numberReader(definition);
    case 'bool':
      return boolReader(definition);
    case 'json':
      return jsonReader(definition);
    case 'csv':
      return csvReader(definition);
    case 'kv':
      return kvReader(definition);
    case 'regex':
      return regexReader(definition);
    case 'binary':
      return binaryMappingReader(definition);
    case 'influx':
      return influxReader(definition);
    case 'availability':
      return availabilityReader(definition);
  }
}
