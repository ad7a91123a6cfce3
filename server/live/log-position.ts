import type { Cursor } from '@/contracts/socket-events';
import type { PartitionStart } from '@/server/stream/types';

interface Partition {
  next: number;
  readonly logStart: number;
  /** Where the log ended when the partition was met. */
  readonly target: number;
}

/** How far live has followed the log. */
export class LogPosition {
  topicId: string | undefined;
  private readonly byNumber = new Map<number, Partition>();
  private readonly waiting = new Set<() => void>();
  private known: Cursor | undefined;

  /** A partition, `next` being where live goes on. Another topic id is another log: all else is forgotten. */
  meet(at: PartitionStart, next: number): void {
    if (at.topicId !== this.topicId) this.byNumber.clear();
    this.topicId = at.topicId;
    this.byNumber.set(at.partition, { next, logStart: at.logStart, target: at.logEnd });
    this.moved();
  }

  advance(number: number, next: number): void {
    const partition = this.byNumber.get(number);
    if (partition === undefined || next <= partition.next) return;
    partition.next = next;
    this.moved();
  }

  next(number: number): number | undefined {
    return this.byNumber.get(number)?.next;
  }

  partitions(): { number: number; next: number; logStart: number }[] {
    return [...this.byNumber].map(([number, { next, logStart }]) => ({ number, next, logStart }));
  }

  /** Records between the cursor and here. */
  behind(since: Cursor): number {
    let records = 0;
    for (const [number, { next }] of this.byNumber) {
      records += Math.max(0, next - (since.offsets[number] ?? 0));
    }
    return records;
  }

  /** The same object until something moves. */
  cursor(): Cursor {
    this.known ??= {
      topicId: this.topicId ?? '',
      offsets: Object.fromEntries([...this.byNumber].map(([number, { next }]) => [String(number), next])),
    };
    return this.known;
  }

  /** Every partition has come as far as its log reached when it was met. */
  ready(): boolean {
    const partitions = [...this.byNumber.values()];
    return partitions.length > 0 && partitions.every(({ next, target }) => next >= target);
  }

  /** Waits until live is ready and as far as the cursor; false when that took too long. */
  reached(since: Cursor | undefined, withinMs: number): Promise<boolean> {
    if (this.isAt(since)) return Promise.resolve(true);
    return new Promise((resolve) => {
      const done = (result: boolean) => {
        clearTimeout(timer);
        this.waiting.delete(look);
        resolve(result);
      };
      const look = () => {
        if (this.isAt(since)) done(true);
      };
      const timer = setTimeout(done, withinMs, false);
      this.waiting.add(look);
    });
  }

  private isAt(since: Cursor | undefined): boolean {
    if (!this.ready()) return false;
    if (since === undefined || since.topicId !== this.topicId) return true;
    return [...this.byNumber].every(([number, { next }]) => next >= (since.offsets[number] ?? 0));
  }

  private moved(): void {
    this.known = undefined;
    for (const look of this.waiting) look();
  }
}
