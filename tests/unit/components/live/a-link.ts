import { vi } from 'vitest';
import { createLiveLink, type LiveLink } from '@/components/live/live-link';
import type { SampleOrigin, WatchListener } from '@/components/live/subscription';
import type { Cursor, Sample, Scope } from '@/contracts/socket-events';
import { cursorAt, FakePage, FakePort } from './fake-port';

export const kitchen: Scope = { kind: 'sensor', id: 'kitchen' };
/** When each test begins. */
export const NOON = 1_700_000_000_000;

/** A live link between a far edge and a page that are under the test's hand, from NOON on. */
export class LinkUnderTest {
  readonly port = new FakePort();
  readonly page = new FakePage();
  readonly link: LiveLink;
  #stop: () => void = () => undefined;

  constructor() {
    vi.useFakeTimers({ now: NOON });
    this.link = createLiveLink({
      page: this.page,
      makePort: (events) => {
        this.port.events = events;
        return this.port;
      },
    });
  }

  start(): void {
    this.#stop = this.link.start();
  }

  /** The kitchen flows from now on, at offset 10. */
  async flowing(listener = aListener().listener): Promise<() => void> {
    const end = this.link.watch(kitchen, cursorAt(10), {
      ...listener,
      samples: (samples, origin) => {
        if (samples.length > 0) listener.samples(samples, origin);
      },
    });
    this.port.connect();
    this.port.answer(missed([], 10));
    return end;
  }

  stop(): void {
    this.#stop();
    vi.useRealTimers();
  }
}

export function aListener(refetchedCursor?: Cursor) {
  const told: [SampleOrigin, readonly Sample[]][] = [];
  const refetched: number[] = [];
  const refusals: string[] = [];
  const listener: WatchListener = {
    samples: (samples, origin) => told.push([origin, samples]),
    refetch: async (from) => {
      refetched.push(from);
      return refetchedCursor;
    },
    refused: (reason) => refusals.push(reason),
  };
  return { told, refetched, refusals, listener };
}

export function missed(samples: readonly Sample[], offset: number) {
  return { cursor: cursorAt(offset), missed: samples, serverTime: Date.now() };
}
