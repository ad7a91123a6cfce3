import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { StartRefused } from '@/server/start-refused';

/** The setting that named the port, and the one that names a server of one's own instead. */
export interface PortSetting {
  readonly name: string;
  readonly instead?: string;
}

/** The port itself when it is free, any free one for 0. */
export async function freePort(port: number, setting: PortSetting): Promise<number> {
  const server = createServer();
  server.listen({ port, host: '127.0.0.1', exclusive: true });
  try {
    await once(server, 'listening');
  } catch (error) {
    throw portRefused(port, setting, error);
  }
  const { port: free } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return free;
}

/** What a failed `listen` means to a person. */
export function portRefused(port: number, setting: PortSetting, error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') return portTaken(port, setting);
  if (code !== 'EACCES') return error;
  return new StartRefused(
    `Port ${port} (${setting.name}) is not open to this user: set ${setting.name} to one above 1023.`,
  );
}

export function portTaken(port: number, setting: PortSetting): StartRefused {
  const instead =
    setting.instead === undefined ? '' : `, or set ${setting.instead} if that is the server to use`;
  return new StartRefused(
    `Port ${port} is taken by another program: stop that program, or set ${setting.name} to another port (0 means any free one)${instead}.`,
  );
}
