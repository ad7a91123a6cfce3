import { describe, expect, it } from 'vitest';
import { ANY, type Answer, answersTo, isContested, recordsOf, yields } from '@/server/finding/announcement';

const HOUSE = {
  number: 1,
  addresses: ['192.168.1.7', 'fd00::7'],
  services: [{ type: '_https._tcp' as const, port: 3000 }],
};
const records = recordsOf(HOUSE);
const OWN = ['192.168.1.7', 'fd00::7', '172.17.0.1'];
const asked = (name: string, type: Answer['type']) => answersTo([{ name, type }], records);
const anA = (name: string, data: string, ttl = 120): Answer => ({ type: 'A', name, data, ttl });

describe('a question', () => {
  it('for the name is answered with the addresses, whatever its case', () => {
    expect(asked('Hearth.LOCAL', 'A').answers).toMatchObject([
      { type: 'A', data: '192.168.1.7', flush: true },
    ]);
    expect(asked('hearth.local', 'AAAA').answers).toMatchObject([{ data: 'fd00::7' }]);
    expect(asked('hearth.local', ANY).answers.map(({ type }) => type)).toEqual(['A', 'AAAA', 'NSEC']);
  });

  it('for a kind of address that there is none of is answered with that', () => {
    const onlyV4 = recordsOf({ ...HOUSE, addresses: ['192.168.1.7'] });

    expect(answersTo([{ name: 'hearth.local', type: 'AAAA' }], onlyV4).answers).toMatchObject([
      { type: 'NSEC', data: { rrtypes: ['A'] } },
    ]);
  });

  it('for pages in the network leads to the port and the address in one answer', () => {
    const { answers, additionals } = asked('_https._tcp.local', 'PTR');

    expect(answers).toMatchObject([{ type: 'PTR', data: 'Hearth._https._tcp.local' }]);
    expect(additionals).toContainEqual(
      expect.objectContaining({
        type: 'SRV',
        name: 'Hearth._https._tcp.local',
        data: expect.objectContaining({ target: 'hearth.local', port: 3000 }),
      }),
    );
    expect(additionals).toContainEqual(expect.objectContaining({ type: 'A', data: '192.168.1.7' }));
  });

  it('is not answered with what it says to know, unless that is old', () => {
    const knowing = (ttl: number) =>
      answersTo([{ name: 'hearth.local', type: 'A' }], records, [anA('HEARTH.local', '192.168.1.7', ttl)]);

    expect(knowing(60).answers).toEqual([]);
    expect(knowing(59).answers).toHaveLength(1);
  });

  it('for anything else is not ours', () => {
    expect(asked('printer.local', 'A')).toEqual({ answers: [], additionals: [] });
    expect(asked('_ipp._tcp.local', 'PTR').answers).toEqual([]);
  });
});

describe('a name', () => {
  it.each([
    ['another machine has it', [anA('hearth.local', '192.168.1.9')], true],
    ['another one of our own addresses', [anA('hearth.local', '172.17.0.1')], false],
    ['another name', [anA('printer.local', '192.168.1.9')], false],
    ['a machine that takes its leave', [anA('hearth.local', '192.168.1.9', 0)], false],
  ])('%s: contested is %s', (_what, theirs, contested) => {
    expect(isContested(records, theirs, OWN)).toBe(contested);
  });

  it('is contested by a Hearth of the same machine at another port', () => {
    const at = (port: number): Answer => ({
      type: 'SRV',
      name: 'Hearth._https._tcp.local',
      ttl: 120,
      data: { target: 'hearth.local', port },
    });

    expect(isContested(records, [at(3001)], OWN)).toBe(true);
    expect(isContested(records, [at(3000)], OWN)).toBe(false);
  });

  it('goes to the greater address when two ask at the same moment', () => {
    expect(yields(records, [anA('hearth.local', '192.168.1.10')], OWN)).toBe(true);
    expect(yields(records, [anA('hearth.local', '192.168.1.6')], OWN)).toBe(false);
    expect(yields(records, [anA('other.local', '192.168.1.10')], OWN)).toBe(false);
  });

  it('has a number from the second on', () => {
    const second = recordsOf({ ...HOUSE, number: 2 });

    expect(answersTo([{ name: 'hearth-2.local', type: 'A' }], second).answers).toHaveLength(1);
    expect(answersTo([{ name: '_https._tcp.local', type: 'PTR' }], second).answers).toMatchObject([
      { data: 'Hearth 2._https._tcp.local' },
    ]);
  });
});
