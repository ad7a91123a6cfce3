import { describe, expect, it } from 'vitest';
import { hopsOf, tookInAll } from '@/components/provenance/hops';
import type { Provenance } from '@/contracts/provenance';
import { aFormat } from '@/tests/support/a-format';
import { AT, aProvenance, aSent } from './a-provenance';

function hops(given: Partial<Provenance> = {}) {
  return hopsOf(aProvenance(given), aFormat());
}

const hop = (id: string, given: Partial<Provenance> = {}) => hops(given).find((each) => each.id === id);
const reading = (given: Partial<Provenance['reading']>) => ({ ...aProvenance().reading, ...given });

describe('the way of a reading', () => {
  it('goes from the device to the page, with the times that are on record', () => {
    expect(hops().map(({ id, tookUs }) => [id, tookUs])).toEqual([
      ['measured', 0],
      ['received', 34_000],
      ['stored', null],
      ['acknowledged', null],
      ['decoded', 8_000],
      ['history', null],
      ['shown', null],
    ]);
    expect(tookInAll(hops())).toBe(42_000);
  });

  it('names topic, flags, login and client, partition and offset', () => {
    expect(hop('received')).toMatchObject({
      code: 'home/living/climate',
      lines: ['QoS 1, not retained, not a repeat', 'login living-1, client esp'],
    });
    expect(hop('stored')).toMatchObject({ code: 'hearth.mqtt.raw.v1', lines: ['partition 2, offset 41'] });
    expect(hop('decoded')).toMatchObject({ code: 'hearth.readings.v1', lines: ['partition 1, offset 9'] });
  });

  it('says by whose clock it was measured', () => {
    expect(hop('measured')?.lines).toEqual(['14:32:07.412 by the device’s clock']);
    expect(hop('measured', { sent: aSent({ receivedAt: AT - 200_000 }) })?.lines).toEqual([
      '14:32:07.412 by the device’s clock, 200 ms ahead of Hearth’s',
    ]);
    expect(hop('measured', { reading: reading({ clock: 'receipt' }) })).toMatchObject({
      lines: ['14:32:07.412, the moment of receipt: it sent no time'],
      tookUs: null,
    });
    expect(hop('measured', { reading: reading({ clock: 'suspect' }) })?.lines[0]).toContain('can’t be right');
  });

  it('invents no time: of a clock that is ahead, of the past that was written, of what is gone', () => {
    expect(hop('received', { sent: aSent({ receivedAt: AT - 1 }) })?.tookUs).toBeNull();
    const written = { sent: aSent({ source: 'demo' }) };
    expect([hop('received', written), hop('decoded', written)]).toMatchObject([
      { title: 'Written by demo', tookUs: null },
      { tookUs: null },
    ]);
    expect(hop('acknowledged', written)).toBeUndefined();
    const gone = { sent: null, decoded: null };
    expect(tookInAll(hops(gone))).toBeNull();
    expect(hop('stored', gone)?.lines).toContain('no longer kept there');
    expect(hop('decoded', gone)?.lines[0]).toContain('no longer kept');
  });

  it('says that QoS 0 asks for no ack', () => {
    expect(hop('acknowledged', { sent: aSent({ qos: 0 }) })?.title).toBe('Not acknowledged');
  });

  it('names the replay that corrected it', () => {
    expect(hop('history')?.lines).toEqual(['as it came, version 3']);
    expect(hop('history', { reading: reading({ generation: 4 }) })?.lines).toEqual([
      'corrected by replay 4, version 3',
    ]);
  });

  it('takes the replay that wrote it for its decoder, whose moment is no part of its way', () => {
    const anew = {
      reading: reading({ generation: 4 }),
      decoded: { topic: 'hearth.backfill.v1', partition: 1, offset: 9, at: (AT + 42_000) / 1_000 },
    };

    expect(hop('decoded', anew)).toMatchObject({
      ...{ title: 'Decoded anew by replay 4', code: 'hearth.backfill.v1', tookUs: null },
      lines: ['partition 1, offset 9', expect.stringContaining(':32:07')],
    });
    expect(tookInAll(hops(anew))).toBeNull();
    expect(hop('decoded', { ...anew, decoded: null })).toMatchObject({
      title: 'Decoded anew by replay 4',
      lines: [expect.stringContaining('no longer kept')],
    });
  });
});
