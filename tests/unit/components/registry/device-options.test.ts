import { describe, expect, it } from 'vitest';
import { deviceOptions } from '@/components/registry/device-options';

const NOW = 1_000_000;

describe('the devices that may feed a sensor', () => {
  it('are called as their families are called elsewhere, the one that feeds it now first', () => {
    const own = { family: 'zigbee2mqtt', key: 'cellar' };
    const heard = [{ family: 'ha-discovery', key: 'hub-1', lastHeard: NOW - 6_000 }];

    expect(deviceOptions(own, heard, NOW)).toEqual([
      { value: '', label: 'No device' },
      { value: '{"family":"zigbee2mqtt","key":"cellar"}', label: 'cellar (Zigbee2MQTT), as now' },
      {
        value: '{"family":"ha-discovery","key":"hub-1"}',
        label: 'hub-1 (Home Assistant discovery), heard 6 s ago',
      },
    ]);
  });
});
