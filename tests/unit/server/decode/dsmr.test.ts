import { describe, expect, it } from 'vitest';
import { createRehearsal } from '@/server/decode/rehearsal';

function read(topic: string, payload: string) {
  const { rehearse } = createRehearsal('Europe/Amsterdam');
  const { readings, issue, availability } = rehearse(
    { topic, payload: Buffer.from(payload), retain: true },
    Date.UTC(2026, 10, 29),
  );
  return { values: readings.map((each) => [each.quantity, each.value, each.channel]), issue, availability };
}

describe('a smart meter', () => {
  it.each([
    ['DSMR-API/power_delivered_l1', '{"power_delivered_l1":412,"unit":"Watt"}', ['power', 412, 'A']],
    [
      'DSMR-API/power_returned_l3',
      '{"power_returned_l3":[{"value":9,"unit":"Watt"}]}',
      ['power', 9, 'C:returned'],
    ],
    ['DSMR-API/power_delivered', '1.880', ['power', 1880, null]],
    ['p1/meter/gas_delivered', '{"gas_delivered":119.69,"unit":"m3"}', ['gas', 119.69, null]],
    ['dsmr/reading/phase_currently_returned_l2', '0.101', ['power', 101, 'B:returned']],
  ])('says %s %s', (topic, payload, value) => {
    expect(read(topic, payload).values).toEqual([value]);
  });

  it.each([
    ['dsmr/day-consumption/electricity1', '4.2'],
    ['dsmr/reading/timestamp', '2026-11-21T09:15:10Z'],
    ['DSMR-API/equipment_id', '{"equipment_id":"4530303"}'],
    ['DSMR-API/electricity_tariff', '{"electricity_tariff":"0001"}'],
  ])('measures nothing on %s', (topic, payload) => {
    expect(read(topic, payload)).toEqual({ values: [], issue: null, availability: null });
  });

  it('says on its own topic alone that it is there', () => {
    expect(read('DSMR-API/LWT', 'Offline').availability).toBe('offline');
    expect(read('p1/LWT', 'Offline').issue).toBe('UNCLAIMED');
  });

  it('leaves to others what only has such a name', () => {
    expect(read('solar/power_delivered', '310').issue).toBe('UNCLAIMED');
    expect(read('dsmr/sensor/power_consumed/state', '0.3').values).toEqual([]);
  });
});
