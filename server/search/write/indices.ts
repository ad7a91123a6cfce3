import { z } from 'zod';
import { SearchFault } from '../target/search-fault';
import type { SearchServer } from '../target/search-server';
import { differenceOf } from '../target/settle-templates';

/** The indices that are there: each is made before something is written to it, so that none is ever guessed. */
export interface Indices {
  /** Makes those that are missing. Throws `SearchFault`. */
  ensure(names: Iterable<string>): Promise<void>;
  forget(name: string): void;
}

const THERE_ALREADY = /resource_already_exists_exception/;

export function createIndices(server: SearchServer): Indices {
  const known = new Set<string>();
  return {
    ensure: async (names) => {
      for (const name of new Set(names)) {
        if (known.has(name)) continue;
        await ensureOne(server, name);
        known.add(name);
      }
    },
    forget: (name) => void known.delete(name),
  };
}

async function ensureOne(server: SearchServer, name: string): Promise<void> {
  const made = await server.expect({ method: 'PUT', path: `/${name}` }, [400]);
  if (made.status === 400 && !THERE_ALREADY.test(made.text))
    throw new SearchFault('refused', `The index ${name} can't be made: ${reasonIn(made.json)}.`);
  const difference = differenceOf(await mappingOf(server, name));
  if (difference === undefined) return;
  // Nothing is in it yet, and once the templates are mended it must come out anew.
  if (made.status !== 400) await server.expect({ method: 'DELETE', path: `/${name}` }, [404]);
  throw new SearchFault(
    'template',
    made.status === 400
      ? `The index ${name} is there and not as Hearth needs it (${difference}): take it away, or reindex it into another name.`
      : `A new index ${name} is not as Hearth needs it (${difference}): another template is in the way.`,
  );
}

const Mappings = z.record(z.string(), z.object({ mappings: z.unknown() }));

async function mappingOf(server: SearchServer, name: string): Promise<unknown> {
  const { json } = await server.expect({ method: 'GET', path: `/${name}/_mapping` });
  return Mappings.parse(json)[name]?.mappings;
}

function reasonIn(json: unknown): string {
  const { error } = (json ?? {}) as { error?: { reason?: string } };
  return error?.reason ?? 'without a reason';
}
