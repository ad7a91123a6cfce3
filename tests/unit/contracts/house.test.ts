import { describe, expect, it } from 'vitest';
import { cellsOf, counterOf } from '@/contracts/board';
import { houseOf } from '@/contracts/house';

const of = (...quantities: readonly string[]) =>
  quantities.map((name) => {
    const [quantity = '', channel = null] = name.split(' ');
    return { quantity, channel };
  });

describe('the sensors that say what the whole house takes', () => {
  const meter = { name: 'meter', series: of('power', 'energy', 'energy_returned') };
  const roof = { name: 'roof', series: of('power', 'energy_production') };
  const plug = { name: 'plug', series: of('power', 'energy') };

  it('are told by what they count, where nobody said what they are', () => {
    expect(houseOf([plug, roof, meter])).toEqual({ meter, solar: [roof], batteries: [] });
  });

  it('are what a person said they are', () => {
    const said = { ...plug, profile: 'meter' };
    const store = { ...plug, profile: 'battery' };
    const device = { ...meter, profile: 'device' };

    expect(houseOf([meter, said, store])).toEqual({ meter: said, solar: [], batteries: [store] });
    expect(houseOf([device]).meter).toBeUndefined();
  });

  it('speak of power as a whole, not of a phase alone', () => {
    expect(houseOf([{ series: of('power A', 'energy', 'energy_returned') }]).meter).toBeUndefined();
  });
});

describe('the cells of a sensor', () => {
  it('leave out what it says of itself and what its counters count', () => {
    expect(cellsOf(of('power', 'energy', 'voltage', 'signal_strength'))).toEqual(of('power'));
    expect(cellsOf(of('temperature', 'humidity', 'battery'))).toEqual(of('temperature', 'humidity'));
  });

  it('are its first series where there is nothing else, and none before the first reading', () => {
    expect(cellsOf(of('battery', 'uptime'))).toEqual(of('battery'));
    expect(cellsOf([])).toEqual([]);
  });

  it('have the counter of the same channel beside their power', () => {
    const series = of('power', 'power A', 'energy A', 'energy');
    expect(counterOf({ quantity: 'power', channel: 'A' }, series)).toEqual({
      quantity: 'energy',
      channel: 'A',
    });
    expect(counterOf({ quantity: 'power', channel: null }, series)).toEqual({
      quantity: 'energy',
      channel: null,
    });
    expect(counterOf({ quantity: 'power', channel: 'B' }, series)).toBeUndefined();
    expect(counterOf({ quantity: 'temperature', channel: null }, series)).toBeUndefined();
  });
});
