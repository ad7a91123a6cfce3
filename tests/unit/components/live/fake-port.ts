import type { LivePort, PortEvents } from '@/components/live/live-port';
import type { PageSignals } from '@/components/live/page-signals';
import type { Cursor, Frame, Sample, Scope, WatchAnswer } from '@/contracts/socket-events';

interface Asked {
  readonly scope: Scope;
  readonly since: Cursor | undefined;
  answer(answer: WatchAnswer | undefined): void;
}

/** The far edge under a test's hand: it connects, answers and breaks when told to. */
export class FakePort implements LivePort {
  opened = 0;
  unwatched = 0;
  readonly asked: Asked[] = [];
  readonly seenNumbers: number[] = [];
  private open_ = false;
  events!: PortEvents;

  open(): void {
    this.opened += 1;
  }

  close(): void {
    if (this.open_) this.lose();
  }

  watch(scope: Scope, since: Cursor | undefined, answer: (answer: WatchAnswer | undefined) => void): void {
    this.asked.push({ scope, since, answer });
  }

  unwatch(): void {
    this.unwatched += 1;
  }

  seen(n: number): void {
    this.seenNumbers.push(n);
  }

  connect(): void {
    this.open_ = true;
    this.events.connected();
  }

  lose(): void {
    this.open_ = false;
    this.events.disconnected();
  }

  /** Answers the newest question. */
  answer(answer: WatchAnswer | undefined): void {
    const newest = this.asked.at(-1);
    if (newest === undefined) throw new Error('nothing was asked');
    newest.answer(answer);
  }

  send(n: number, samples: readonly Sample[], offset: number): void {
    const frame: Frame = { n, samples, cursor: cursorAt(offset) };
    this.events.readings(frame);
  }
}

export class FakePage implements PageSignals {
  visible = true;
  private on: { resumed(): void; offline(): void } | undefined;

  reloads = 0;

  isVisible(): boolean {
    return this.visible;
  }

  reload(): void {
    this.reloads += 1;
  }

  listen(on: { resumed(): void; offline(): void }): () => void {
    this.on = on;
    return () => {
      this.on = undefined;
    };
  }

  resume(): void {
    this.visible = true;
    this.on?.resumed();
  }

  goOffline(): void {
    this.on?.offline();
  }
}

export function cursorAt(offset: number): Cursor {
  return { topicId: 'log', offsets: { 0: offset } };
}

export function aSample(sensorId: string, value: number): Sample {
  return [sensorId, 'temperature', null, 1_700_000_000_000_000 + value, value, 0];
}
