import { describe, expect, it } from 'vitest';
import { createRehearsal } from '@/server/decode/rehearsal';

function node() {
  const { rehearse } = createRehearsal(undefined);
  return (topic: string, payload: unknown) => {
    const text = typeof payload === 'string' ? payload : JSON.stringify(payload);
    return rehearse({ topic, payload: Buffer.from(text), retain: true }, Date.UTC(2026, 10, 29));
  };
}

const CONFIG = 'homeassistant/sensor/meter/total_daily/config';
const STATE = 'home/meter/sensor/total_daily/state';
const described = (more: object) => ({ stat_t: STATE, unit_of_meas: 'Wh', dev_cla: 'energy', ...more });

describe('an ESPHome node', () => {
  it('means what its newest description says, until that is taken back', () => {
    const say = node();
    const quantities = () => say(STATE, '1500').readings.map(({ quantity, value }) => [quantity, value]);
    expect(quantities()).toEqual([]);

    say(CONFIG, described({}));
    expect(quantities()).toEqual([['energy_daily', 1.5]]);
    say(CONFIG, described({ dev_cla: 'power', unit_of_meas: 'W' }));
    expect(quantities()).toEqual([['power', 1500]]);
    expect(say(CONFIG, '').discovery).toEqual([{ removed: true, topic: CONFIG }]);
    expect(quantities()).toEqual([]);
  });

  it('is there when its own words for that come on its own topic', () => {
    const say = node();
    expect(say('alarm/meter/alive', 'up').issue).toBe('UNCLAIMED');

    say(CONFIG, described({ avty_t: 'alarm/meter/alive', pl_avail: 'up', pl_not_avail: 'down' }));

    expect(say('alarm/meter/alive', 'up').availability).toBe('online');
    expect(say('alarm/meter/alive', 'down').availability).toBe('offline');
    expect(say('alarm/meter/alive', 'offline').availability).toBeNull();
  });

  it('leaves to others what only looks like its topics', () => {
    const say = node();

    expect(say('car/status', { soc: 55 }).issue).toBe('UNCLAIMED');
    expect(say('house/debug', 'hello').issue).toBe('UNCLAIMED');
    expect(say('house/sensor/cellar/state', { temperature: 12 }).issue).toBe('UNCLAIMED');
    expect(say('house/sensor/cellar/state', '12').issue).toBe('UNCLAIMED');
    expect(say('mine/sensor/node/object/config', { interval: 5 }).issue).toBe('UNCLAIMED');
  });

  it('is not guessed to measure what it is set to', () => {
    const say = node();
    const quantities = (id: string) =>
      say(`home/meter/sensor/${id}/state`, '21.5').readings.map(({ quantity }) => quantity);

    expect(quantities('hall_temperature')).toEqual(['temperature']);
    expect(quantities('target_temperature')).toEqual([]);
    expect(quantities('setpoint_temperature')).toEqual([]);
  });
});
