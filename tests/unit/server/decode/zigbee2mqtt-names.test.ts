import { describe, expect, it } from 'vitest';
import { propertyOf } from '@/server/decode/families/zigbee2mqtt-names';

describe("a property's name", () => {
  it('tells the phase, the outlet and the place', () => {
    expect(propertyOf('current_phase_b')).toMatchObject({ quantity: 'current', channel: 'B' });
    expect(propertyOf('power_a_l1')).toMatchObject({ quantity: 'power', channel: 'l1:A' });
    expect(propertyOf('room_temperature')).toMatchObject({ quantity: 'temperature', channel: 'room' });
  });

  it.each([10_000, 30_000])('says nothing with %d ends, and is not looked into', (ends) => {
    expect(propertyOf(`power${'_a'.repeat(ends)}`)).toBeUndefined();
    expect(propertyOf(`power${'_a_l1'.repeat(ends)}`, 'l2')).toBeUndefined();
  });
});
