import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { io } from 'socket.io-client';
import { expect, it } from 'vitest';
import type { ServerToClientEvents } from '@/contracts/socket-events';
import { encodeFrame, writeFrame } from '@/server/live/encoded-frame';
import { type LiveSocket, openSocketDoor } from '@/server/live/socket-door';
import { aDatabase } from '@/tests/support/a-database';
import { aPerson, peopleOf } from '@/tests/support/signed-in';

const EVENTS = 300;
/** So many frames go straight to the connection and fill it, before Engine.IO has anything to queue. */
const FRAMES_FIRST = 100;

it('brings frames and other events in the order in which they were sent, also through a full connection', async () => {
  const http = createServer().listen(0, '127.0.0.1');
  await once(http, 'listening');
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  const database = await aDatabase();
  const home = { database, dataDir: process.env.TEST_FOLDER ?? '' };
  const door = openSocketDoor(http, { host: '127.0.0.1', url, tls: { pages: false } }, peopleOf(home));
  const { cookie } = await aPerson(home);
  const arrived = new Promise<LiveSocket>((resolve) => door.io.once('connection', resolve));
  const browser = io(url, {
    transports: ['websocket'],
    forceNew: true,
    extraHeaders: { origin: url, cookie },
  });
  const heard: number[] = [];
  const everything = new Promise<void>((resolve) => {
    const hear = (number: number) => {
      heard.push(number);
      if (heard.length === EVENTS) resolve();
    };
    browser.on('readings', (({ n }) => hear(n)) satisfies ServerToClientEvents['readings']);
    browser.on('status', (({ serverTime }) => hear(serverTime)) satisfies ServerToClientEvents['status']);
  });
  const socket = await arrived;
  await expect.poll(() => socket.conn.transport.writable).toBe(true);
  let queued = 0;

  for (let number = 0; number < EVENTS; number += 1) {
    if (number >= FRAMES_FIRST && number % 3 === 1)
      socket.emit('status', { kafka: 'ok', readingsPerSecond: 0, serverTime: number });
    else writeFrame(socket, encodeFrame(aLargeFrame(number)));
    queued = Math.max(queued, socket.conn.request.socket.writableLength);
  }
  await everything;

  expect(queued).toBeGreaterThan(1_000_000);
  expect(heard).toEqual(Array.from({ length: EVENTS }, (_, number) => number));
  browser.disconnect();
  await door.close();
  http.close();
  await database.drop();
});

function aLargeFrame(n: number) {
  const sample = ['s'.repeat(100_000), 'temperature', null, 0, n, 0] as const;
  return { n, samples: [sample], cursor: { topicId: 'log', offsets: {} } };
}
