import type { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { connect as connectTls } from 'node:tls';
import type { IClientOptions } from 'mqtt';
import { onTestFinished } from 'vitest';
import type { Certificates } from '@/server/certificates/index';
import type { DoorLimits } from '@/server/ingest/limits';
import { aContext } from '@/tests/support/a-context';
import { aFolder, someCertificates } from '@/tests/support/certificates';
import { aDoor, type TestDoor } from './a-door';

export interface TlsDoor extends TestDoor {
  readonly tlsUrl: string;
  readonly tlsPort: number;
  readonly certificates: Certificates;
}

/** The door with TLS, from the home's own CA unless other certificates are given. */
export async function aTlsDoor(
  own: { certificates?: Certificates; limits?: Partial<DoorLimits> } = {},
): Promise<TlsDoor> {
  const certificates = own.certificates ?? (await someCertificates());
  const context = await aContext({ certificates });
  const door = await aDoor({ context, ...(own.limits && { limits: own.limits }) });
  onTestFinished(async () => {
    await door.balance();
    await door.stop();
    await context.stop();
  });
  const tlsUrl = context.addresses.mqttsUrl ?? '';
  return { ...door, tlsUrl, tlsPort: Number(new URL(tlsUrl).port), certificates };
}

export function trusting({ certificates, login }: TlsDoor, more: IClientOptions = {}): IClientOptions {
  return { ...login, ca: certificates.authorityPem ?? '', reconnectPeriod: 0, ...more };
}

/** A file with the CA's certificate, as one puts it on a device. */
export function caFileOf({ certificates }: TlsDoor): string {
  const file = path.join(aFolder(), 'ca.pem');
  writeFileSync(file, certificates.authorityPem ?? '');
  return file;
}

export async function payloads(door: TestDoor): Promise<readonly string[]> {
  return (await door.raw()).map(({ payload }) => payload);
}

/** What the server shows to a client that connects now. */
export async function shownTo(
  door: TlsDoor,
  ca = door.certificates.authorityPem ?? '',
): Promise<X509Certificate> {
  const socket = connectTls({ port: door.tlsPort, host: '127.0.0.1', ca });
  await once(socket, 'secureConnect');
  const shown = socket.getPeerX509Certificate();
  socket.destroy();
  if (shown === undefined) throw new Error('the server showed no certificate');
  return shown;
}
