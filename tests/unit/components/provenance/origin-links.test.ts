import { expect, it } from 'vitest';
import { linksOf } from '@/components/provenance/origin-links';
import { aProvenance } from './a-provenance';

it('what a mapping read is mended there, and its message stands in the raw log', () => {
  expect(linksOf(aProvenance())).toEqual({
    wrong: '/mappings/7',
    message: '/topics/hearth.mqtt.raw.v1/messages?partition=2&offset=41',
  });
  expect(linksOf(aProvenance({ reader: null })).wrong).toBe('/sensors/living/edit');
});

it('a message that the raw log holds no longer is not linked to', () => {
  expect(linksOf(aProvenance({ sent: null })).message).toBeUndefined();
});
