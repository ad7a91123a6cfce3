import { describe, expect, it } from 'vitest';
import { type Attempt, RefusalRecord } from '@/server/logins/refusal-record';

const HOUR_MS = 3_600_000;
const GUESS: Attempt = { kind: 'password', what: 'wrong password', address: '10.0.0.7' };

/** A record on a clock and a database of the test’s own. */
function aRecord() {
  const written: { readonly subject: unknown; readonly detail: unknown }[] = [];
  let now = Date.UTC(2026, 0, 1);
  let away = false;
  const query = async (_text: string, [, , subject, detail]: readonly unknown[]) => {
    if (away) throw new Error('PostgreSQL is away');
    written.push({ subject, detail: JSON.parse(String(detail)) });
  };
  const pool = { query } as unknown as ConstructorParameters<typeof RefusalRecord>[0];
  return {
    record: new RefusalRecord(pool, () => now),
    written,
    pass: (ms: number) => {
      now += ms;
    },
    goAway: (is: boolean) => {
      away = is;
    },
  };
}

const entry = (subject: string, times: number, what = GUESS.what) => ({ subject, detail: { what, times } });

describe('refused attempts', () => {
  it('are written down at once, and then once an hour with how many there were', async () => {
    const { record, written, pass } = aRecord();
    record.note('plug', GUESS);
    await record.write();
    for (let second = 0; second < 3_599; second += 1) {
      pass(1_000);
      record.note('plug', GUESS);
      await record.write();
    }
    expect(written).toEqual([entry('plug', 1)]);

    pass(1_000);
    await record.write();

    expect(written).toEqual([entry('plug', 1), entry('plug', 3_599)]);
  });

  it('of another kind or device stand by themselves', async () => {
    const { record, written } = aRecord();
    record.note('plug', GUESS);
    record.note('plug', { kind: 'publish', what: 'publish to a', address: undefined });
    record.note('lamp', GUESS);

    await record.write();

    expect(written).toEqual([entry('plug', 1), entry('plug', 1, 'publish to a'), entry('lamp', 1)]);
  });

  it('that could not be written down are later, none of them lost', async () => {
    const { record, written, goAway } = aRecord();
    goAway(true);
    record.note('plug', GUESS);
    await expect(record.write()).rejects.toThrow('away');
    record.note('plug', GUESS);
    goAway(false);

    await record.write();

    expect(written).toEqual([entry('plug', 2)]);
  });

  it('are written down once, however slow PostgreSQL is', async () => {
    const { record, written } = aRecord();
    record.note('plug', GUESS);
    record.note('lamp', GUESS);

    await Promise.all([record.write(), record.write(), record.write()]);

    expect(written.toSorted((a, b) => String(a.subject).localeCompare(String(b.subject)))).toEqual([
      entry('lamp', 1),
      entry('plug', 1),
    ]);
  });

  it('are all written down where there will be no later', async () => {
    const { record, written } = aRecord();
    record.note('plug', GUESS);
    await record.write();
    record.note('plug', GUESS);

    await record.write(true);

    expect(written).toEqual([entry('plug', 1), entry('plug', 1)]);
  });

  it('from ever new addresses are told together, none of them lost', async () => {
    const { record, written, pass } = aRecord();
    for (let address = 0; address < 5_000; address += 1) record.note(`10.0.${address}`, GUESS);

    await record.write();

    expect(written).toHaveLength(1_001);
    expect(written.at(-1)).toEqual(entry('others', 4_000));
    // And make room again.
    pass(HOUR_MS);
    await record.write();
    record.note('10.1.1.1', GUESS);
    await record.write();
    expect(written.at(-1)).toEqual(entry('10.1.1.1', 1));
  });
});
