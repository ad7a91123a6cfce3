import { z } from 'zod';
import { SearchFault } from './search-fault';
import type { SearchServer } from './search-server';
import {
  DOCUMENT_MAPPING,
  INDEX_PATTERN,
  INDEX_PREFIX,
  OWN_TEMPLATES,
  type OwnTemplate,
  TEMPLATE_VERSION,
} from './templates';

const Found = z.looseObject({
  version: z.number().optional(),
  _meta: z.looseObject({ hearth: z.boolean().optional(), version: z.number().optional() }).optional(),
});
const Templates = z.object({
  component_templates: z.array(z.object({ name: z.string(), component_template: Found })).optional(),
  index_templates: z.array(z.object({ name: z.string(), index_template: Found })).optional(),
});

/** A template: as Hearth wants it, of an older Hearth, not there, or somebody else's of the same name. */
export type TemplateState = 'current' | 'older' | 'missing' | 'foreign';

export interface TemplateLook {
  readonly template: OwnTemplate;
  readonly state: TemplateState;
}

/** What there is of Hearth's templates; nothing is changed. */
export function lookAtTemplates(server: SearchServer): Promise<readonly TemplateLook[]> {
  return Promise.all(
    OWN_TEMPLATES.map(async (template) => ({ template, state: await stateOf(server, template) })),
  );
}

/**
 * Makes what is missing or older, and makes sure that a new index comes out as Hearth needs it. Templates of a newer Hearth
 * stay. Throws `SearchFault`.
 */
export async function settleTemplates(server: SearchServer): Promise<void> {
  for (const { template, state } of await lookAtTemplates(server)) {
    if (state === 'foreign') throw foreign(template);
    if (state === 'current') continue;
    await server.expect({ method: 'PUT', path: pathOf(template), body: template.body });
  }
  const problem = await wrongMapping(server);
  if (problem !== undefined) throw new SearchFault('template', problem);
}

function foreign({ kind, name }: OwnTemplate): SearchFault {
  const what = kind === '_index_template' ? 'An index template' : 'A component template';
  return new SearchFault(
    'template',
    `${what} named ${name} is there already and isn't Hearth's: rename it or take it away.`,
  );
}

function pathOf({ kind, name }: OwnTemplate): string {
  return `/${kind}/${name}`;
}

async function stateOf(server: SearchServer, template: OwnTemplate): Promise<TemplateState> {
  const answer = await server.expect({ method: 'GET', path: pathOf(template) }, [404]);
  if (answer.status === 404) return 'missing';
  const found = Templates.parse(answer.json);
  const own =
    found.component_templates?.[0]?.component_template ?? found.index_templates?.[0]?.index_template;
  if (own === undefined) return 'missing';
  if (own._meta?.hearth !== true) return 'foreign';
  return (own.version ?? 0) < TEMPLATE_VERSION ? 'older' : 'current';
}

const Simulated = z.object({
  template: z.object({ mappings: z.looseObject({}).optional() }),
  overlapping: z.array(z.object({ name: z.string() })).optional(),
});

/** One sentence when a new index would come out otherwise than Hearth needs it: another template wins, or somebody changed Hearth's. */
export async function wrongMapping(server: SearchServer): Promise<string | undefined> {
  const path = `/_index_template/_simulate_index/${INDEX_PREFIX}2000.01`;
  const { json } = await server.expect({ method: 'POST', path });
  const { template, overlapping = [] } = Simulated.parse(json);
  const difference = differenceOf(template.mappings);
  if (difference === undefined) return undefined;
  const others = overlapping.map(({ name }) => name);
  const who =
    others.length > 0
      ? `of the templates ${others.join(', ')} one`
      : "Hearth's own template, which was changed,";
  return `A new index ${INDEX_PATTERN} would not be as Hearth needs it (${difference}): ${who} is in the way. Take it away, or give it other index patterns.`;
}

/** The first thing in which a mapping differs from a document's; undefined when nothing does. */
export function differenceOf(mapping: unknown): string | undefined {
  const { dynamic, properties } = (mapping ?? {}) as { dynamic?: unknown; properties?: object };
  if (String(dynamic) !== 'false') return `dynamic is ${dynamic ?? 'true'}, not false`;
  return differingField(DOCUMENT_MAPPING.properties, properties, '');
}

type Field = { readonly type?: string; readonly properties?: object };

function differingField(wanted: object, found: object | undefined, above: string): string | undefined {
  for (const [name, field] of Object.entries(wanted) as [string, Field][]) {
    const has = (found as Readonly<Record<string, Field>> | undefined)?.[name];
    const path = `${above}${name}`;
    if (has === undefined) return `${path} is missing`;
    if (field.type !== undefined && has.type !== field.type)
      return `${path} is ${has.type ?? 'an object'}, not ${field.type}`;
    const below = field.properties && differingField(field.properties, has.properties, `${path}.`);
    if (below !== undefined) return below;
  }
  return undefined;
}
