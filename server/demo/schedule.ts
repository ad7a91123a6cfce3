import type { DemoDevice, Message, World } from './devices/device';

/** A message, its device's connection, and when it is due. */
export interface Due {
  readonly at: number;
  readonly clientId: string;
  readonly message: Message;
}

/**
 * Everything due after `from` up to `to`, oldest first. Cut into spans anywhere, time brings the same messages.
 */
export function dueBetween(
  devices: readonly DemoDevice[],
  world: World,
  span: { readonly from: number; readonly to: number; readonly pace: 'pastMs' | 'liveMs' },
): readonly Due[] {
  const due = devices.flatMap((device, index) =>
    momentsOf(device, world, span, index).flatMap((at) =>
      device.messages(world, at).map((message) => ({ at, clientId: device.clientId, message })),
    ),
  );
  return due.sort((one, other) => one.at - other.at);
}

function momentsOf(
  device: DemoDevice,
  world: World,
  { from, to, pace }: { from: number; to: number; pace: 'pastMs' | 'liveMs' },
  index: number,
): readonly number[] {
  const every = device.rhythm[pace];
  // Devices don't speak in step; quarter hours are met by all.
  const phase = (index * 1_237) % Math.min(every, 60_000);
  const moments: number[] = [...(device.events?.(world, from, to) ?? [])];
  for (let at = (Math.floor((from - phase) / every) + 1) * every + phase; at <= to; at += every)
    moments.push(at);
  return [...new Set(moments)];
}
