import { describe, expect, it } from 'vitest';
import { deletionsOf, documentId, documentsOf, indexOf, sensorText } from '@/server/search/write/document';
import { isoOf } from '@/server/search/write/iso';
import { aMeasure, aReading } from '@/tests/support/builders';

const AT = Date.UTC(2026, 10, 29, 12) * 1_000 + 5;
const PLACE = { topic: 'hearth.readings.v1', partition: 1, offset: 42 };
const named = { sensorId: 'kitchen', quantity: 'temperature', channel: null, measuredAt: AT };

const documentIn = (text: string) => JSON.parse(text.split('\n')[1] ?? '');
const write = (given: Parameters<typeof aReading>[0], name = 'Kitchen', room: string | null = null) =>
  documentsOf(aReading({ measuredAt: AT, ...given }), PLACE, {
    index: 'hearth-readings-2026.11',
    sensor: sensorText('kitchen', { name, room }),
    indexedAt: '2026-11-29T12:00:01.000Z',
  });

describe('a moment', () => {
  it.each([
    [0, '1970-01-01T00:00:00.000000Z'],
    [AT, '2026-11-29T12:00:00.000005Z'],
    [AT + 999_994, '2026-11-29T12:00:00.999999Z'],
    [-1, '1969-12-31T23:59:59.999999Z'],
  ])('%d is written to the microsecond', (micros, text) => {
    expect(isoOf(micros)).toBe(text);
    expect(isoOf(micros)).toBe(text);
  });
});

describe('the index of a moment', () => {
  it('is its month, by UTC', () => {
    expect(indexOf(Date.UTC(2026, 11, 31, 23, 59, 59, 999) * 1_000)).toBe('hearth-readings-2026.12');
    expect(indexOf(Date.UTC(2027, 0, 1) * 1_000)).toBe('hearth-readings-2027.01');
  });
});

describe('the id of a document', () => {
  it('tells message, sensor, quantity, channel and moment', () => {
    expect(documentId('u', named)).toBe(`u:kitchen:temperature::${AT}`);
    expect(documentId('u', { ...named, channel: 'a:b' })).toBe(`u:kitchen:temperature:a:b:${AT}`);
  });

  it('never has more bytes than the search server takes, and is still another one for another channel', () => {
    const ids = ['温', '度'].map((sign) =>
      documentId('u'.repeat(64), { ...named, sensorId: 's'.repeat(64), channel: sign.repeat(120) }),
    );

    for (const id of ids) expect(Buffer.byteLength(id)).toBeLessThanOrEqual(512);
    expect(ids[0]).not.toBe(ids[1]);
  });
});

describe('a document', () => {
  it('is ASCII and says what was meant, whatever is in a name', () => {
    const name = 'Küche "unten" \\ 温度 🔥\n';
    const [text = ''] = write({ measures: [aMeasure({ channel: 'Fühler\t1' })] }, name, 'Größe');

    expect(text).toMatch(/^[\x20-\x7e\n]*$/);
    expect(text.split('\n')).toHaveLength(3);
    expect(documentIn(text)).toMatchObject({
      sensor: { id: 'kitchen', name, room: 'Größe' },
      channel: 'Fühler\t1',
      unit: '°C',
    });
  });

  it('leaves out what there is none of, and says where its number comes from', () => {
    const [text = ''] = write({ by: { codec: 'tasmota', version: 3 }, raw: { p: 2, o: 9 } });
    const document = documentIn(text);

    expect(document).not.toHaveProperty('channel');
    expect(document.sensor).not.toHaveProperty('room');
    expect(document).toMatchObject({
      by: { codec: 'tasmota', version: 3 },
      kafka: PLACE,
      raw: { partition: 2, offset: 9 },
      replay: 0,
    });
  });

  it('keeps a value that can’t be, and says so', () => {
    const [text = ''] = write({ measures: [aMeasure({ value: 85, quality: 'implausible' })] });

    expect(documentIn(text)).toMatchObject({ value: 85, quality: 'implausible' });
  });
});

describe('what a replay replaces', () => {
  it('is deleted where it lay, with the replay’s version', () => {
    const before = { ...named, measuredAt: Date.UTC(2026, 9, 1) * 1_000 };
    const [deletion] = deletionsOf(aReading({ uid: 'u', replay: 4, replaces: [before] }));

    expect(deletion?.index).toBe('hearth-readings-2026.10');
    expect(JSON.parse(deletion?.text ?? '')).toEqual({
      delete: {
        _index: 'hearth-readings-2026.10',
        _id: documentId('u', before),
        version: 4,
        version_type: 'external_gte',
      },
    });
  });
});
