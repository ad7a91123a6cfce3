/** Hearth's indices, one a month of measurement, and what they are made of. The one home of these names. */

/** Rises with every change of mapping or settings below; a server keeps which one it has. */
export const TEMPLATE_VERSION = 1;
export const INDEX_PREFIX = 'hearth-readings-';
export const INDEX_PATTERN = `${INDEX_PREFIX}*`;
export const TEMPLATE = 'hearth-readings';
const MAPPINGS = 'hearth-readings-mappings';
const SETTINGS = 'hearth-readings-settings';

const keyword = (ignoreAbove: number) => ({ type: 'keyword', ignore_above: ignoreAbove });
const number = (type: 'integer' | 'long' | 'double') => ({ type });
/** Shown and counted, hardly ever looked for: without an index of its own a document costs less. */
const shown = <Field extends object>(field: Field) => ({ ...field, index: false });
const date = { type: 'date', format: 'strict_date_optional_time' };
const object = (properties: object) => ({ properties });

/** What a document holds is never guessed: `dynamic: false`. */
export const DOCUMENT_MAPPING = {
  dynamic: false,
  _meta: { hearth: true, version: TEMPLATE_VERSION },
  properties: {
    '@timestamp': date,
    sensor: object({ id: keyword(64), name: keyword(320), room: keyword(320) }),
    quantity: keyword(40),
    channel: keyword(480),
    value: number('double'),
    unit: keyword(80),
    quality: keyword(20),
    clock: keyword(20),
    by: object({ mapping: number('integer'), codec: keyword(80), version: number('integer') }),
    uid: keyword(64),
    kafka: object({
      topic: shown(keyword(249)),
      partition: shown(number('integer')),
      offset: shown(number('long')),
    }),
    raw: object({ partition: shown(number('integer')), offset: shown(number('long')) }),
    replay: number('integer'),
    received_at: shown(date),
    indexed_at: shown(date),
  },
} as const;

const INDEX_SETTINGS = {
  number_of_shards: 1,
  // None on one node, one as soon as there is a second.
  auto_expand_replicas: '0-1',
  // Nobody looks more often at what is a few seconds old, and each look for new documents costs.
  refresh_interval: '5s',
  // A replay's deletions are remembered until whatever is late has come.
  gc_deletes: '1h',
  'mapping.ignore_malformed': false,
};

const meta = { hearth: true, version: TEMPLATE_VERSION };

export interface OwnTemplate {
  readonly kind: '_component_template' | '_index_template';
  readonly name: string;
  readonly body: object;
}

/** In the order in which they are made. */
export const OWN_TEMPLATES: readonly OwnTemplate[] = [
  {
    kind: '_component_template',
    name: MAPPINGS,
    body: { version: TEMPLATE_VERSION, _meta: meta, template: { mappings: DOCUMENT_MAPPING } },
  },
  {
    kind: '_component_template',
    name: SETTINGS,
    body: { version: TEMPLATE_VERSION, _meta: meta, template: { settings: { index: INDEX_SETTINGS } } },
  },
  {
    kind: '_index_template',
    name: TEMPLATE,
    body: {
      index_patterns: [INDEX_PATTERN],
      priority: 200,
      composed_of: [MAPPINGS, SETTINGS],
      version: TEMPLATE_VERSION,
      _meta: meta,
    },
  },
];
