import { describe, expect, it } from 'vitest';
import { createRehearsal } from '@/server/decode/rehearsal';

function home() {
  const { rehearse } = createRehearsal(undefined);
  return (topic: string, payload: unknown) => {
    const text = typeof payload === 'string' ? payload : JSON.stringify(payload);
    return rehearse({ topic, payload: Buffer.from(text), retain: true }, Date.UTC(2026, 10, 29));
  };
}

const CONFIG = 'homeassistant/sensor/boiler/config';
const flow = (more: object) => ({
  ...{
    stat_t: 'boiler/s',
    uniq_id: 'flow',
    dev_cla: 'temperature',
    unit_of_meas: '°C',
    dev: { ids: ['boiler'] },
  },
  ...more,
});
const valuesOf = ({
  readings,
}: {
  readings: readonly { quantity: string; value: number; channel: string | null }[];
}) => readings.map(({ quantity, value, channel }) => [quantity, value, channel]);

describe('what announces itself', () => {
  it('is read where it said last, and nowhere once it is taken back', () => {
    const say = home();
    say(CONFIG, flow({}));
    expect(valuesOf(say('boiler/s', '55'))).toEqual([['temperature', 55, 'flow']]);

    say(CONFIG, flow({ stat_t: 'boiler/t', val_tpl: '{{ value_json.f }}' }));
    expect(say('boiler/s', '55').issue).toBe('UNCLAIMED');
    expect(valuesOf(say('boiler/t', { f: 56 }))).toEqual([['temperature', 56, 'flow']]);

    expect(say(CONFIG, '').discovery).toEqual([{ removed: true, topic: CONFIG }]);
    expect(say('boiler/t', { f: 56 }).issue).toBe('UNCLAIMED');
  });

  it('is left to whoever teaches it where its template asks for more than Hearth reads', () => {
    const say = home();
    say(CONFIG, flow({ val_tpl: "{{ value_json.f | regex_findall('x') }}" }));

    expect(say('boiler/s', { f: 1 }).issue).toBe('UNCLAIMED');
  });

  it('is there when all its topics say so, or any, as it wishes', () => {
    const avty = [{ t: 'bridge/state' }, { t: 'boiler/state' }];
    const all = home();
    all(CONFIG, flow({ avty, avty_mode: 'all' }));
    expect(all('bridge/state', 'offline').availability).toBe('offline');
    expect(all('boiler/state', 'online').availability).toBe('offline');
    expect(all('bridge/state', 'online').availability).toBe('online');

    const any = home();
    any(CONFIG, flow({ avty, avty_mode: 'any' }));
    expect(any('bridge/state', 'online').availability).toBe('online');
    expect(any('boiler/state', 'offline').availability).toBe('online');

    const latest = home();
    latest(CONFIG, flow({ avty }));
    expect(latest('bridge/state', 'offline').availability).toBe('offline');
    expect(latest('boiler/state', 'online').availability).toBe('online');
  });

  it('is told one from another where a bridge speaks for several', () => {
    const say = home();
    for (const id of ['one', 'two']) {
      const config = flow({
        uniq_id: id,
        dev: { ids: id },
        val_tpl: `{{ value_json.${id} }}`,
        avty_t: 'bridge/state',
      });
      say(`homeassistant/sensor/${id}/config`, config);
    }

    expect(valuesOf(say('boiler/s', { one: 1, two: 2 })).toSorted()).toEqual([
      ['temperature', 1, 'one'],
      ['temperature', 2, 'two'],
    ]);
    expect(say('bridge/state', 'offline').availability).toBe('offline');
  });
});

describe('a setting', () => {
  it.each([
    { name: 'Target temperature' },
    { name: 'Temperature calibration' },
    { name: 'heating setpoint_temperature' },
    { uniq_id: 'trv_targetTemperature' },
    { uniq_id: 'trv-set-point' },
    { name: 'Temperature offset' },
    { name: 'Temperature limit' },
  ])('is no measurement, however it is named: %j', (named) => {
    const say = home();

    expect(say(CONFIG, flow(named)).discovery).toEqual([]);
    expect(say('boiler/s', '21').readings).toEqual([]);
  });

  it.each([
    { name: 'Set 2 temperature' },
    { name: 'Fine Offset WH31 temperature' },
    { name: 'Limitless room temperature' },
    { name: 'Target distance', dev_cla: 'distance', unit_of_meas: 'm' },
  ])('is not what only sounds like one: %j', (named) => {
    const say = home();
    say(CONFIG, flow(named));

    expect(say('boiler/s', '21').readings.map(({ value }) => value)).toEqual([21]);
  });
});

describe('a description of what Hearth reads by itself', () => {
  it('counts for nothing', () => {
    const say = home();
    const config = {
      ...flow({ stat_t: 'tele/plug/SENSOR', val_tpl: '{{ value_json.ENERGY.Power }}' }),
      dev_cla: 'power',
    };

    expect(say(CONFIG, { ...config, unit_of_meas: 'W' }).discovery).toEqual([]);
    expect(valuesOf(say('tele/plug/SENSOR', { ENERGY: { Power: 5 } }))).toEqual([['power', 5, null]]);
  });

  it('counts where only the name of the topic is like one of those', () => {
    const say = home();
    say(CONFIG, { stat_t: 'solar/power_delivered', uniq_id: 'pv', dev_cla: 'power', unit_of_meas: 'W' });

    expect(valuesOf(say('solar/power_delivered', '310'))).toEqual([['power', 310, 'pv']]);
  });

  it('goes before what only looks like a node of ESPHome', () => {
    const say = home();
    const config = flow({
      stat_t: 'home/sensor/cellar_temperature/state',
      val_tpl: '{{ value | float / 10 }}',
    });
    say('homeassistant/sensor/node/cellar_temperature/config', config);

    expect(valuesOf(say('home/sensor/cellar_temperature/state', '123'))).toEqual([
      ['temperature', 12.3, 'flow'],
    ]);
  });
});

describe('a hostile description', () => {
  it.each([
    ['a base that holds itself', { '~': '~/~', stat_t: '~/~' }],
    ['a filter for a topic', { stat_t: 'boiler/#', dev_cla: 'power', unit_of_meas: 'W' }],
    ['a topic without end', { stat_t: 'x'.repeat(70_000), dev_cla: 'power', unit_of_meas: 'W' }],
    ['a template without end', flow({ val_tpl: `{{ ${'1+'.repeat(200_000)}1 }}` })],
    [
      'ten thousand components',
      {
        cmps: Object.fromEntries(Array.from({ length: 10_000 }, (_, n) => [n, { p: 'sensor', stat_t: 's' }])),
      },
    ],
    ['a prototype', { ...flow({}), __proto__: { dev_cla: 'energy' } }],
  ])('of %s is read within bounds', (_what, config) => {
    const say = home();

    expect(say('homeassistant/device/x/config', config).readings).toEqual([]);
    expect(say(CONFIG, config).readings).toEqual([]);
    expect(say('boiler/s', '{"a":1}').readings).toEqual([]);
  });

  it('is no reason to read more of a state than of any other message', () => {
    const say = home();
    say(CONFIG, flow({}));

    expect(say('boiler/s', ' '.repeat(70_000)).issue).toBe('TOO_LARGE');
  });

  it('of many series on one topic has the first of them read', () => {
    const say = home();
    const component = { p: 'sensor', dev_cla: 'power', unit_of_meas: 'W', val_tpl: '{{ value }}' };
    const cmps = Object.fromEntries(
      Array.from({ length: 180 }, (_, n) => [`c${n}`, { ...component, uniq_id: `u${n}` }]),
    );
    say('homeassistant/device/many/config', { dev: { ids: 'many' }, cmps, state_topic: 'many/s' });

    expect(say('many/s', '7').readings).toHaveLength(100);
  });
});
