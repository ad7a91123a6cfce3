import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:tls';
import { Agent, fetch } from 'undici';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { Certificates } from '@/server/certificates/index';
import { createHealth } from '@/server/health';
import { createHttpServer } from '@/server/http';
import { createMetrics } from '@/server/metrics';
import { DAY_MS, givenFiles, someCertificates } from '@/tests/support/certificates';

// An RSA key takes as long as it takes.
vi.setConfig({ testTimeout: 30_000 });

describe('/ca.pem', () => {
  it.each([false, true])("gives everybody the CA's certificate, and no key; over TLS: %s", async (tls) => {
    const certificates = await someCertificates();
    const url = await aServer({ certificates, tls });

    const response = await asked(`${url}/ca.pem`, certificates.authorityPem);

    const said = await response.text();
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/x-pem-file');
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="hearth-ca.pem"');
    expect(said).toBe(certificates.authorityPem);
    expect(said).not.toContain('PRIVATE KEY');
  });

  it('has a form that phones offer to install', async () => {
    const certificates = await someCertificates();

    const response = await asked(
      `${await aServer({ certificates, tls: false })}/ca.crt`,
      certificates.authorityPem,
    );

    expect(response.headers.get('content-type')).toBe('application/x-x509-ca-cert');
    expect(await response.text()).toBe(certificates.authorityPem);
  });

  it('is not there where the certificate is not ours, or where nothing has TLS', async () => {
    const given = await someCertificates({ given: await givenFiles() });

    const answers = await Promise.all(
      [given, undefined].map(async (certificates) =>
        fetch(`${await aServer({ certificates, tls: false })}/ca.pem`),
      ),
    );

    for (const answer of answers) {
      expect(answer.status).toBe(404);
      expect(await answer.text()).toMatch(/^No CA of this home here/);
    }
  });
});

describe('with TLS', () => {
  it('answers who trusts the CA, and nobody who speaks plain HTTP', async () => {
    const certificates = await someCertificates();
    const url = await aServer({ certificates, tls: true });

    const response = await asked(`${url}/healthz`, certificates.authorityPem);

    expect(await response.text()).toBe('ok\n');
    await expect(fetch(`${url}/healthz`)).rejects.toThrow();
    await expect(fetch(`${url.replace('https:', 'http:')}/healthz`)).rejects.toThrow();
  });

  it('shows a renewed certificate without a restart', async () => {
    let now = new Date(Date.now() - 350 * DAY_MS);
    const certificates = await someCertificates({ now: () => now });
    const url = await aServer({ certificates, tls: true });
    const before = await serialOf(url, certificates);

    now = new Date();
    await certificates.look();

    expect(await serialOf(url, certificates)).not.toBe(before);
  });
});

async function aServer(parts: { certificates: Certificates | undefined; tls: boolean }): Promise<string> {
  const server = createHttpServer({
    ...parts,
    health: createHealth([]),
    metrics: createMetrics(),
    known: { host: '127.0.0.1', url: undefined },
    pages: () => undefined,
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `${parts.tls ? 'https' : 'http'}://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function asked(url: string, ca: string | undefined) {
  return fetch(url, { dispatcher: new Agent({ connect: { ca: ca ?? '' } }) });
}

async function serialOf(url: string, { authorityPem }: Certificates): Promise<string> {
  const { hostname, port } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port), ca: authorityPem });
  await once(socket, 'secureConnect');
  const { serialNumber } = socket.getPeerCertificate();
  socket.destroy();
  return serialNumber;
}
