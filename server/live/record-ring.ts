import type { AvailabilityChange, Sample } from '@/contracts/socket-events';

/** What one record of the log brought. */
export interface Remembered {
  readonly partition: number;
  readonly offset: number;
  readonly sensorId: string;
  readonly samples: readonly Sample[];
  readonly availability: AvailabilityChange | undefined;
}

/** The newest records, in the order they came: what a returning browser missed is usually here. The oldest go first. */
export class RecordRing {
  private slots: (Remembered | undefined)[] = [];
  private head = 0;
  private samples = 0;
  private readonly starts = new Map<number, number>();

  constructor(private readonly limit: { readonly records: number; readonly samples: number }) {}

  /** From here on everything of the partition is remembered. */
  begin(partition: number, offset: number): void {
    this.starts.set(partition, offset);
  }

  /** The first offset of the partition that is remembered; undefined for one that hasn't begun. */
  start(partition: number): number | undefined {
    return this.starts.get(partition);
  }

  add(record: Remembered): void {
    this.slots.push(record);
    this.samples += record.samples.length;
    while (this.slots.length - this.head > this.limit.records || this.samples > this.limit.samples) {
      this.dropOldest();
    }
  }

  /** Records at or after these offsets, oldest first; a partition without one counts from 0. */
  since(offsets: Readonly<Record<string, number>>): Remembered[] {
    const found: Remembered[] = [];
    for (let index = this.head; index < this.slots.length; index += 1) {
      const record = this.slots[index];
      if (record !== undefined && record.offset >= (offsets[record.partition] ?? 0)) found.push(record);
    }
    return found;
  }

  clear(): void {
    this.slots = [];
    this.head = 0;
    this.samples = 0;
    this.starts.clear();
  }

  private dropOldest(): void {
    const oldest = this.slots[this.head];
    if (oldest === undefined) return;
    this.slots[this.head] = undefined;
    this.head += 1;
    this.samples -= oldest.samples.length;
    this.starts.set(oldest.partition, oldest.offset + 1);
    // Cleaned up in one go, now and then: moving every slot at every record would cost more than all else.
    if (this.head > this.limit.records) {
      this.slots = this.slots.slice(this.head);
      this.head = 0;
    }
  }
}
