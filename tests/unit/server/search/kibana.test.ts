import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { discoverUrl, kqlOf } from '@/server/search/kibana/discover-url';
import { savedObjects, savedObjectsFile } from '@/server/search/kibana/saved-objects';
import { DOCUMENT_MAPPING } from '@/server/search/target/templates';

const QUERY = { sensors: [], from: Date.UTC(2026, 10, 29), to: Date.UTC(2026, 10, 30), skip: 0 };

describe('what Kibana imports', () => {
  it('stands in deploy/elk as it is (npm run admin -- elk objects > deploy/elk/hearth.ndjson)', () => {
    expect(readFileSync('deploy/elk/hearth.ndjson', 'utf8')).toBe(savedObjectsFile());
  });

  it('refers to what stands before it, and has each name once', () => {
    const seen = new Set<string>();
    for (const { type, id, references } of savedObjects()) {
      for (const reference of references) expect(seen).toContain(`${reference.type} ${reference.id}`);
      expect(seen).not.toContain(`${type} ${id}`);
      seen.add(`${type} ${id}`);
    }
    expect([...seen].filter((name) => name.startsWith('dashboard'))).toHaveLength(4);
  });

  it('asks for the dashboard’s span and filters, and for fields that documents have', () => {
    const fields = fieldsOf(DOCUMENT_MAPPING.properties);
    for (const { type, attributes } of savedObjects()) {
      if (type !== 'visualization') continue;
      const { visState } = attributes as { visState: string };
      const { data } = JSON.parse(JSON.parse(visState).params.spec);
      const body = JSON.stringify(data.url.body);
      expect(data.url).not.toHaveProperty('%context%');
      for (const clause of ['must', 'filter', 'must_not'])
        expect(body).toContain(`"%dashboard_context-${clause}_clause%"`);
      for (const [, field] of body.matchAll(/"field":"([^"]+)"/g)) expect(fields).toContain(field);
    }
  });
});

function fieldsOf(properties: object, above = ''): string[] {
  return Object.entries(properties).flatMap(([name, field]) =>
    'properties' in field ? fieldsOf(field.properties, `${above}${name}.`) : [`${above}${name}`],
  );
}

describe('the way to Kibana', () => {
  it('takes the same filter', () => {
    const query = {
      ...QUERY,
      sensors: ['a', 'b'],
      room: 'Jo’s "den"',
      quantity: 'power',
      quality: 'plausible' as const,
      least: 1,
      most: 2,
    };

    expect(kqlOf(query)).toBe(
      'sensor.id : ("a" or "b") and sensor.room : "Jo’s \\"den\\"" and quantity : "power" and quality : "plausible" and value >= 1 and value <= 2',
    );
    expect(kqlOf(QUERY)).toBe('');
  });

  it('takes the same span, and marks what its notation means otherwise', () => {
    const url = decodeURIComponent(discoverUrl('https://kibana', { ...QUERY, room: "It's 5!" }));

    expect(url).toBe(
      `https://kibana/app/discover#/?_g=(time:(from:'2026-11-29T00:00:00.000Z',to:'2026-11-30T00:00:00.000Z'))` +
        `&_a=(index:hearth-readings,query:(language:kuery,query:'sensor.room : "It!'s 5!!"'))`,
    );
  });
});
