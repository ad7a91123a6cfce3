import type { Socket } from 'socket.io-client';
import { type ClientToServerEvents, type ServerToClientEvents, SIGN_IN } from '@/contracts/socket-events';
import type { LivePort, PortEvents } from './live-port';

type HearthSocket = Socket<ServerToClientEvents, ClientToServerEvents>;

const CONNECT_WITHIN_MS = 5_000;
/** Longer than the server waits for its own log; a road that is silent for so long is gone. */
const ANSWER_WITHIN_MS = 6_000;

/** A port on Socket.IO, which is fetched with the first `open`: the first view does without it. */
export function socketPort(events: PortEvents): LivePort {
  let making: Promise<HearthSocket> | undefined;
  let socket: HearthSocket | undefined;
  let wanted = false;

  // Opened again while it is still being made, it is one socket all the same.
  async function open(): Promise<void> {
    making ??= makeSocket(events);
    socket = await making;
    if (wanted) socket.connect();
  }

  function couldNotBeMade(): void {
    making = undefined;
    events.disconnected();
  }

  return {
    open: () => {
      wanted = true;
      open().catch(couldNotBeMade);
    },
    close: () => {
      wanted = false;
      socket?.disconnect();
    },
    watch: (scope, since, answer) => {
      socket
        ?.timeout(ANSWER_WITHIN_MS)
        .emit('watch', scope, since, (error, watchAnswer) =>
          answer(error === null ? watchAnswer : undefined),
        );
    },
    unwatch: () => socket?.emit('unwatch'),
    seen: (n) => socket?.emit('seen', n),
  };
}

async function makeSocket(events: PortEvents): Promise<HearthSocket> {
  const { io } = await import('socket.io-client');
  const options = {
    autoConnect: false,
    forceNew: true,
    // The link itself decides when to try again: its own pauses, and at once when a person asks.
    reconnection: false,
    timeout: CONNECT_WITHIN_MS,
    transports: ['websocket'],
  };
  const socket: HearthSocket = io(options);
  socket.on('connect', events.connected);
  socket.on('disconnect', events.disconnected);
  socket.on('connect_error', ({ message }) => {
    if (message === SIGN_IN) events.shutOut();
    events.disconnected();
  });
  socket.on('reload', events.shutOut);
  socket.on('readings', events.readings);
  socket.on('changed', events.changed);
  socket.on('status', events.status);
  socket.on('lapsed', events.lapsed);
  socket.io.on('ping', events.heard);
  return socket;
}
