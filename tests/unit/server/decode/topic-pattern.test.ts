import { describe, expect, it } from 'vitest';
import { topicPattern } from '@/server/decode/topic-pattern';

describe('topicPattern', () => {
  it.each([
    ['home/kitchen/temperature', 'home/kitchen/temperature'],
    ['shellies/shelly1pm-a8032abe54dc/relay/0/power', 'shellies/+/relay/+/power'],
    ['home/gw/BTtoMQTT/A4C138123456', 'home/gw/BTtoMQTT/+'],
    ['zigbee2mqtt/0x00158d0001a2b3c4', 'zigbee2mqtt/+'],
    ['v3/app@tenant/devices/eui-0004a30b001c0530/up', 'v3/app@tenant/devices/+/up'],
    ['sensors/a4:c1:38:12:34:56', 'sensors/+'],
    ['devices/3f2504e0-4f89-11d3-9a0c-0305e82c3301/state', 'devices/+/state'],
    ['tele/facade/SENSOR', 'tele/facade/SENSOR'],
    ['a/b/c/d/e/f/g/h/i/j', 'a/b/c/d/e/f/g/#'],
  ])('%s is one of %s', (topic, pattern) => {
    expect(topicPattern(topic)).toBe(pattern);
  });

  it('fits the column that keeps it', () => {
    expect(topicPattern(Array(16).fill('x'.repeat(60)).join('/')).length).toBeLessThanOrEqual(300);
  });
});
