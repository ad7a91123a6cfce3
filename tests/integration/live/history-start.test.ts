import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FLAG_RECEIPT_TIME } from '@/contracts/socket-events';
import { READINGS } from '@/contracts/topics';
import { historyStart } from '@/server/live/history-start';
import { type AHistory, aHistory, recordsOf } from '@/tests/support/a-history';
import { aMeasure, aReading, nowMicros } from '@/tests/support/builders';

const t = nowMicros() - 1_000_000;

let history: AHistory;
beforeAll(async () => {
  history = await aHistory({ sensors: ['kitchen', 'hall'] });
  await history.append(
    recordsOf([
      aReading({ receivedAt: t }),
      aReading({ receivedAt: t + 2, measures: [aMeasure({ value: 22 })] }),
      aReading({
        receivedAt: t + 1,
        measures: [aMeasure({ quantity: 'power', channel: 'L1', unit: 'W', value: 40 })],
      }),
      aReading({ sensorId: 'hall', receivedAt: t, clock: 'device' }),
    ]),
  );
  await history.settled();
});
afterAll(() => history.stop());

describe('what live starts from', () => {
  it('is the newest value of every series, as history stored it', async () => {
    const { samples } = await historyStart(history.context.database);

    expect(samples).toHaveLength(3);
    expect(samples).toEqual(
      expect.arrayContaining([
        ['kitchen', 'temperature', null, t + 2, 22, FLAG_RECEIPT_TIME],
        ['kitchen', 'power', 'L1', t + 1, 40, FLAG_RECEIPT_TIME],
        ['hall', 'temperature', null, t, 21.5, 0],
      ]),
    );
  });

  it('is at the position that those values belong to', async () => {
    const { cursor } = await historyStart(history.context.database);

    const positions = await history.query<{ topic_id: string; partition: number; next: string }>(
      'SELECT topic_id, partition, next FROM consumer_offset WHERE topic = $1',
      [READINGS],
    );
    expect(cursor).toEqual({
      topicId: positions[0]?.topic_id,
      offsets: Object.fromEntries(positions.map(({ partition, next }) => [partition, Number(next)])),
    });
  });
});
