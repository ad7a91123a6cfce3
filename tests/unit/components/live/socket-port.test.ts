import { EventEmitter } from 'node:events';
import { beforeEach, expect, it, vi } from 'vitest';
import type { PortEvents } from '@/components/live/live-port';
import { socketPort } from '@/components/live/socket-port';

/** The far edge: sockets that say what was asked of them. */
class FakeSocket extends EventEmitter {
  readonly io = new EventEmitter();
  connects = 0;
  disconnects = 0;

  connect(): void {
    this.connects += 1;
  }

  disconnect(): void {
    this.disconnects += 1;
  }
}

const made: FakeSocket[] = [];
let breaks = 0;

vi.mock('socket.io-client', () => ({
  io: () => {
    if (breaks > 0) {
      breaks -= 1;
      throw new Error('can’t be made');
    }
    const socket = new FakeSocket();
    made.push(socket);
    return socket;
  },
}));

beforeEach(() => {
  made.length = 0;
  breaks = 0;
});

it('makes one socket, however often it is opened while the library is on its way', async () => {
  const port = socketPort(quiet());

  port.open();
  port.open();
  await vi.waitFor(() => expect(made.length).toBeGreaterThan(0));
  port.open();
  await vi.waitFor(() => expect(made[0]?.connects).toBe(3));
  port.close();

  expect(made).toHaveLength(1);
  expect(made[0]?.disconnects).toBe(1);
});

it('stays closed when it is closed before there is a socket', async () => {
  const port = socketPort(quiet());

  port.open();
  port.close();
  await vi.waitFor(() => expect(made).toHaveLength(1));

  expect(made[0]?.connects).toBe(0);
});

it('says that it could not be made, and is made the next time', async () => {
  breaks = 1;
  const disconnected = vi.fn();
  const port = socketPort({ ...quiet(), disconnected });

  port.open();
  await vi.waitFor(() => expect(disconnected).toHaveBeenCalledOnce());
  port.open();

  await vi.waitFor(() => expect(made[0]?.connects).toBe(1));
});

function quiet(): PortEvents {
  const nothing = () => {};
  return {
    connected: nothing,
    disconnected: nothing,
    heard: nothing,
    readings: nothing,
    changed: nothing,
    status: nothing,
    lapsed: nothing,
    shutOut: nothing,
  };
}
