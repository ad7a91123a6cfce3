import { describe, expect, it } from 'vitest';
import { createMetrics } from '@/server/metrics';
import { hopTimes, rateOf, readCounts } from '@/server/web/moving-counts';

describe('counts that move', () => {
  it('become a rate over all labels between two moments', async () => {
    const metrics = createMetrics();
    metrics.mqttReceived.inc({ qos: 0 }, 5);
    const from = await readCounts(metrics, 1_000);
    metrics.mqttReceived.inc({ qos: 0 }, 10);
    metrics.mqttReceived.inc({ qos: 1 }, 20);

    const to = await readCounts(metrics, 11_000);

    expect(rateOf('received', from, to)).toBe(3);
    expect(rateOf('received', to, to)).toBe(0);
    expect(rateOf('received', undefined, to)).toBe(0);
  });

  it('tell how long a hop took between two moments, not before', async () => {
    const metrics = createMetrics();
    for (let n = 0; n < 100; n += 1) metrics.latency.observe({ hop: 'receipt→raw' }, 50);
    const from = await readCounts(metrics, 0);
    for (let n = 0; n < 100; n += 1) metrics.latency.observe({ hop: 'receipt→raw' }, 0.003);

    const [ack, decoded] = hopTimes(from, await readCounts(metrics, 1));

    expect(ack?.p50Ms).toBeCloseTo(3, 9);
    expect(ack?.p99Ms).toBeLessThanOrEqual(4);
    expect(decoded).toEqual({ hop: 'raw→reading', p50Ms: null, p99Ms: null });
  });

  it('are at most the largest bound where something took longer still', async () => {
    const metrics = createMetrics();
    metrics.latency.observe({ hop: 'raw→reading' }, 500);

    expect(hopTimes(undefined, await readCounts(metrics, 1))[1]).toEqual({
      hop: 'raw→reading',
      p50Ms: 64_000,
      p99Ms: 64_000,
    });
  });
});
