import { describe, expect, it } from 'vitest';
import { correctedReadings } from '@/server/decode/replay/compare';
import { aReading } from '@/tests/support/builders';

const measure = { quantity: 'power', channel: null, value: 40, unit: 'W' };
const hall = aReading({ uid: 'one', sensorId: 'hall', measures: [measure], measuredAt: 1_000 });
const coordinates = { sensorId: 'hall', quantity: 'power', channel: null, measuredAt: 1_000 };
const partly = { replay: 7, isWhole: false };

describe('what stores are told of a message', () => {
  it('is nothing where nothing changes, unless all is asked for', () => {
    expect(correctedReadings([hall], [hall], partly)).toEqual([]);
    expect(correctedReadings([hall], [hall], { replay: 7, isWhole: true })).toEqual([
      { ...hall, replay: 7, replaces: [coordinates] },
    ]);
  });

  it('is the new reading with the coordinates of the former', () => {
    const now = { ...hall, measuredAt: 2_000 };

    expect(correctedReadings([hall], [now], partly)).toEqual([
      { ...now, replay: 7, replaces: [coordinates] },
    ]);
  });

  it('is a reading without measures where a sensor gets nothing any more', () => {
    const kitchen = { ...hall, sensorId: 'kitchen' };

    expect(correctedReadings([hall], [kitchen], partly)).toEqual([
      { ...kitchen, replay: 7 },
      { ...hall, measures: [], replay: 7, replaces: [coordinates] },
    ]);
    expect(correctedReadings([hall], [], partly)).toEqual([
      { ...hall, measures: [], replay: 7, replaces: [coordinates] },
    ]);
  });

  it('names what is replaced once, though a message may give a sensor readings of several moments', () => {
    const later = { ...hall, measuredAt: 3_000 };

    const told = correctedReadings([hall, later], [hall], partly);

    expect(told).toEqual([
      { ...hall, replay: 7, replaces: [coordinates, { ...coordinates, measuredAt: 3_000 }] },
    ]);
  });
});
