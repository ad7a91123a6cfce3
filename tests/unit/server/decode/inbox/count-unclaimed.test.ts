import { describe, expect, it } from 'vitest';
import { createInbox, type Inbox, type Tally } from '@/server/decode/inbox/count-unclaimed';
import { distinctIn } from '@/server/decode/inbox/distinct-count';
import type { KnownSource, Unclaimed } from '@/server/decode/inbox/unclaimed';

let offset = 0;
const message = (topic: string, payload = '1', given: Partial<Unclaimed> = {}): Unclaimed => ({
  reason: 'UNCLAIMED',
  topic,
  offset: offset++,
  atMs: 1_000_000 + offset,
  payload: Buffer.from(payload),
  ...given,
});

const countsOf = (inbox: Inbox, messages: readonly Unclaimed[]) => inbox.tally(messages).counts;

describe('what nobody gets', () => {
  it('is counted by topic and shape', () => {
    const counts = countsOf(createInbox(), [
      message('home/a', '{"t":1}'),
      message('home/a', '{"t":2}'),
      message('home/a', '{"other":"x"}'),
      message('home/b', '{"t":3}'),
    ]);

    expect(counts.map(({ topic, count, fields }) => [topic, count, fields])).toEqual([
      ['home/a', 2, ['/t number']],
      ['home/a', 1, ['/other string']],
      ['home/b', 1, ['/t number']],
    ]);
  });

  it('of a device is counted by the device, whatever it sends', () => {
    const device = { family: 'tasmota', key: 'plug' };
    const counts = countsOf(createInbox(), [
      message('tele/plug/SENSOR', '{"ENERGY":{}}', { reason: 'DEVICE_HEARD', device }),
      message('tele/plug/SENSOR', '{"Time":"x"}', { reason: 'DEVICE_HEARD', device }),
    ]);

    expect(counts).toMatchObject([{ kind: 'device', count: 2, first: { device } }]);
  });

  it('is bounded where topics are invented, says how many are left out, and leaves room for others', () => {
    const inbox = createInbox();
    const flood = Array.from({ length: 10_000 }, (_, n) => message(`flood/${n}/x`));
    const counts = [...countsOf(inbox, flood), ...countsOf(inbox, [message('home/kitchen')])];

    expect(counts.length).toBeLessThan(500);
    expect(counts.reduce((sum, { count }) => sum + count, 0)).toBe(10_001);
    expect(counts.at(-1)).toMatchObject({ topic: 'home/kitchen', unlisted: null });
    const rest = counts.find(({ kind }) => kind === 'unlisted');
    const left = distinctIn(rest?.unlisted ?? new Uint8Array());
    expect(rest?.topic).toBe('flood/+/+');
    expect(Math.abs(left - (rest?.count ?? 0))).toBeLessThan(300);
  });

  it('is bounded where topics have nothing in common', () => {
    const counts = countsOf(
      createInbox(),
      Array.from({ length: 5_000 }, (_, n) => message(`t${n}`)),
    );

    expect(counts).toHaveLength(1_501);
    expect(counts.at(-1)).toMatchObject({ topic: '#', count: 3_500 });
  });

  it('is bounded over restarts, too', () => {
    const stored = new Map<string, KnownSource>();
    for (let start = 0; start < 2; start += 1) {
      const inbox = createInbox([...stored.values()]);
      for (let house = 0; house < 40; house += 1) {
        const flood = Array.from({ length: 402 }, (_, n) => message(`flood${start}-${house}/${n}`));
        for (const { topic, reason, shape, kind, unlisted } of countsOf(inbox, flood))
          stored.set(`${reason} ${shape} ${topic}`, { topic, reason, shape, kind, unlisted });
      }
    }

    expect([...stored.values()].filter(({ kind }) => kind === 'unlisted').length).toBeLessThanOrEqual(51);
  });

  it('goes on from what is stored as if there had been no restart', () => {
    const flood = (from: number, to: number) =>
      Array.from({ length: to - from }, (_, n) => message(`flood/${from + n}/x`));
    const whole = createInbox();
    const [, second] = [whole.tally(flood(0, 600)), whole.tally(flood(500, 700))];
    const before = createInbox();
    const stored: KnownSource[] = before.tally(flood(0, 600)).counts.map((row) => ({ ...row }));

    const again = createInbox(stored).tally(flood(500, 700));

    const shown = ({ counts }: Tally) => counts.map(({ topic, count, unlisted }) => [topic, count, unlisted]);
    expect(shown(again)).toEqual(shown(second));
    const gone = ({ givenUp }: Tally) => givenUp.map(({ topic, rest }) => [topic, rest]);
    expect(gone(again)).toEqual(gone(second));
    expect(gone(again)).toHaveLength(200);
  });

  it('that is new has its place where all are taken: what was silent longest makes room, and is counted with the rest', () => {
    const inbox = createInbox();
    const first = inbox.tally(Array.from({ length: 1_500 }, (_, n) => message(`t${n}`)));
    inbox.stored(first);
    inbox.stored(inbox.tally([message('t0')]));

    const { counts, givenUp } = inbox.tally([message('new', '{"t":1}')]);

    expect(first.givenUp).toEqual([]);
    expect(counts).toMatchObject([{ topic: 'new', kind: 'json', unlisted: null }]);
    expect(givenUp).toMatchObject([{ topic: 't1', reason: 'UNCLAIMED', rest: '#' }]);
    expect(distinctIn(givenUp[0]?.unlisted ?? new Uint8Array())).toBe(1);
  });

  it('has its place among its like, too, and is told of until it is stored', () => {
    const inbox = createInbox();
    inbox.stored(inbox.tally(Array.from({ length: 400 }, (_, n) => message(`home/n${n}/x`))));

    const lost = inbox.tally([message('home/new/x')]);
    const again = inbox.tally([message('home/new/x')]);
    inbox.stored(again);

    expect(lost.counts).toMatchObject([{ topic: 'home/new/x' }]);
    expect(again.givenUp).toMatchObject([{ topic: 'home/n0/x', rest: 'home/+/+' }]);
    expect(inbox.tally([]).givenUp).toEqual([]);
  });
});
