import { z } from 'zod';
import { Mapping } from '@/contracts/mapping';
import { mappingName } from '@/contracts/mapping-name';
import { pointerOf } from '@/server/file-error';
import type { CompiledMapping } from './compiled-mapping';
import { compileMapping } from './mapping';

type Identity = Pick<CompiledMapping, 'mappingId' | 'version'>;

/** What is known of a version whatever else it says. */
const Head = z.looseObject({
  name: z.string().optional().catch(undefined),
  topic: z.string().catch(''),
  sensor: z.string().optional().catch(undefined),
  sensors: z.record(z.string(), z.string()).optional().catch(undefined),
});
export type Head = z.output<typeof Head>;

/** A stored version, ready to read by, or why it can't be: it may be older than the limits of today. */
export function compileStored(
  identity: Identity,
  definition: unknown,
): { readonly mapping: CompiledMapping } | { readonly problem: string } {
  const parsed = Mapping.safeParse(definition);
  if (!parsed.success) {
    const [first] = parsed.error.issues;
    return { problem: first === undefined ? 'no mapping' : placed(first) };
  }
  try {
    return { mapping: compileMapping(identity, parsed.data) };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
}

/** A stored version that can be read by; undefined for another one, and for none. */
export function readStored(definition: unknown): Mapping | undefined {
  const read = compileStored({ mappingId: 0, version: 0 }, definition);
  return 'mapping' in read ? read.mapping.definition : undefined;
}

/** Why nothing is read by a stored version any longer; null where it is read, or ends the mapping. */
export function problemOfStored(definition: unknown): string | null {
  if (definition === null) return null;
  const read = compileStored({ mappingId: 0, version: 0 }, definition);
  return 'problem' in read ? read.problem : null;
}

/** What it is called and whose it is, of any stored version. */
export function headOf(definition: unknown): Head {
  return Head.catch({ topic: '' }).parse(definition);
}

/** What a stored mapping is called; by its number where nothing else can be read of it. */
export function storedName(id: number, definition: unknown): string {
  return mappingName(headOf(definition)) || `Mapping ${id}`;
}

function placed({ path, message }: { readonly path: readonly PropertyKey[]; readonly message: string }) {
  return path.length === 0 ? message : `${pointerOf(path)}: ${message}`;
}
