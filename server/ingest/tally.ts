import type { Metrics } from '@/server/metrics';

export type Qos = 0 | 1 | 2;
type PerQos = [number, number, number];
type Counted = 'received' | 'appended' | 'joined' | 'shed' | 'acked';

const ALL_QOS = [0, 1, 2] as const;

/**
 * What became of every message that reached the door. Plain numbers, handed to the metrics now and then: labels cost too
 * much per message. At every moment `received = appended + joined + refused + shed + in flight`.
 */
export class Tally {
  readonly #counts: Record<Counted, PerQos> = {
    received: [0, 0, 0],
    appended: [0, 0, 0],
    joined: [0, 0, 0],
    shed: [0, 0, 0],
    acked: [0, 0, 0],
  };
  readonly #inFlight: PerQos = [0, 0, 0];
  readonly #refused = new Map<string, { qos: Qos; reason: string; letter: boolean; count: number }>();
  #seconds: number | undefined;

  constructor(private readonly metrics: Metrics) {}

  received(qos: Qos): void {
    this.#counts.received[qos] += 1;
    this.#inFlight[qos] += 1;
  }

  /** Decided: it is in the log, joined one that is, or was shed. */
  settled(as: 'appended' | 'joined' | 'shed', qos: Qos): void {
    this.#counts[as][qos] += 1;
    this.#inFlight[qos] -= 1;
  }

  refused(qos: Qos, reason: string, letter: boolean): void {
    this.#inFlight[qos] -= 1;
    const key = `${qos} ${reason} ${letter}`;
    const entry = this.#refused.get(key) ?? { qos, reason, letter, count: 0 };
    entry.count += 1;
    this.#refused.set(key, entry);
  }

  acked(qos: Qos): void {
    this.#counts.acked[qos] += 1;
  }

  /** Time from receipt to the raw log; the last one before each flush is observed. */
  took(seconds: number): void {
    this.#seconds = seconds;
  }

  flush(): void {
    this.#flushCounts();
    for (const [key, { qos, reason, letter, count }] of this.#refused) {
      this.metrics.mqttRefused.inc({ qos, reason, letter: String(letter) }, count);
      this.#refused.delete(key);
    }
    if (this.#seconds !== undefined) this.metrics.latency.observe({ hop: 'receipt→raw' }, this.#seconds);
    this.#seconds = undefined;
  }

  #flushCounts(): void {
    const counters = {
      received: this.metrics.mqttReceived,
      appended: this.metrics.rawAppended,
      joined: this.metrics.mqttJoined,
      shed: this.metrics.mqttShed,
      acked: this.metrics.mqttAcked,
    };
    for (const qos of ALL_QOS) {
      for (const name of Object.keys(counters) as Counted[]) {
        const count = this.#counts[name][qos];
        if (count > 0) counters[name].inc({ qos }, count);
        this.#counts[name][qos] = 0;
      }
      this.metrics.mqttInFlight.set({ qos }, this.#inFlight[qos]);
    }
  }
}
