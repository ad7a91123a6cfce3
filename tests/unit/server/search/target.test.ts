import { describe, expect, it } from 'vitest';
import { unreachable } from '@/server/search/target/search-fault';
import { faultOf, reasonOf } from '@/server/search/target/search-server';
import { differenceOf } from '@/server/search/target/settle-templates';
import { DOCUMENT_MAPPING } from '@/server/search/target/templates';
import { expiredOf, oldestKept } from '@/server/search/upkeep/retention';

const NOW = Date.UTC(2026, 10, 29);

describe('why a server could not be reached', () => {
  it.each([
    ['ECONNREFUSED', 'away', /Nothing listens at search:9200/],
    ['ENOTFOUND', 'away', /no host named search/],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'settings', /issued by nobody this machine trusts/],
    ['CERT_HAS_EXPIRED', 'settings', /has expired/],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'settings', /not for the name search/],
    ['UND_ERR_HEADERS_TIMEOUT', 'away', /doesn't answer in time/],
    ['EWHATEVER', 'away', /doesn't answer: odd \(EWHATEVER\)/],
  ])('%s is one sentence', (code, kind, words) => {
    const fault = unreachable('https://search:9200', Object.assign(new Error('odd'), { code }));

    expect(fault.kind).toBe(kind);
    expect(fault.message).toMatch(words);
  });
});

describe('an answer that is none', () => {
  it('is told without the page that came with it', () => {
    const answer = { status: 502, json: undefined, text: '<html><h1>Bad  gateway</h1>\n</html>' };

    expect(faultOf('http://search:9200', answer).message).toBe(
      "search:9200 can't just now (502): Bad gateway.",
    );
  });

  it('gives the reason that the server gives', () => {
    expect(reasonOf({ error: { type: 'a', reason: 'b' } })).toBe('a: b');
    expect(reasonOf({ error: 'no handler' })).toBe('no handler');
    expect(reasonOf({})).toBeUndefined();
  });
});

describe('a mapping', () => {
  const mapping = structuredClone(DOCUMENT_MAPPING) as unknown as {
    dynamic: unknown;
    properties: Record<string, { type?: string; properties?: Record<string, object> }>;
  };

  it('is as it must be, also with more in it, and as servers write it', () => {
    const more = structuredClone(mapping);
    more.dynamic = 'false';
    more.properties.labels = { type: 'keyword' };

    expect(differenceOf(more)).toBeUndefined();
  });

  it.each([
    ['dynamic is strict, not false', (one: typeof mapping) => Object.assign(one, { dynamic: 'strict' })],
    [
      'value is keyword, not double',
      (one: typeof mapping) => Object.assign(one.properties.value ?? {}, { type: 'keyword' }),
    ],
    [
      'sensor.name is missing',
      (one: typeof mapping) => Reflect.deleteProperty(one.properties.sensor?.properties ?? {}, 'name'),
    ],
    ['by is missing', (one: typeof mapping) => Reflect.deleteProperty(one.properties, 'by')],
  ])('is not, and the first difference is named: %s', (difference, spoil) => {
    const spoilt = structuredClone(mapping);
    spoil(spoilt);

    expect(differenceOf(spoilt)).toBe(difference);
  });
});

describe('what is kept', () => {
  const line = (name: string) => ({ name, documents: 1, bytes: 1 });

  it('are so many months, the running one among them, also across a year', () => {
    expect(oldestKept(1, NOW)).toBe('hearth-readings-2026.11');
    expect(oldestKept(12, NOW)).toBe('hearth-readings-2025.12');
    expect(oldestKept(null, NOW)).toBeUndefined();
  });

  it('leaves alone what isn’t Hearth’s', () => {
    const lines = [
      'hearth-readings-2026.09',
      'hearth-readings-2026.10',
      'hearth-readings-old',
      'hearth-readings-2026.08-copy',
    ];

    expect(expiredOf(lines.map(line), 'hearth-readings-2026.10').map(({ name }) => name)).toEqual([
      'hearth-readings-2026.09',
    ]);
    expect(expiredOf(lines.map(line), undefined)).toEqual([]);
  });
});
