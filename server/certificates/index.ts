import { mkdirSync } from 'node:fs';
import type { Server, TlsOptions } from 'node:tls';
import type { Logger } from 'pino';
import type { Readiness } from '@/server/health';
import { namesNow } from '@/server/machine-names';
import { openAuthority } from './authority';
import { filesIn } from './files';
import { type GivenFiles, givenCertificate, stampOf } from './given-certificate';
import type { Identity } from './identity';
import { ownCertificates } from './own-certificates';

const LOOK_EVERY_MS = 60_000;
const HANDSHAKE_MS = 10_000;

/** EC first: it is what a client that knows both is shown, and cheaper for it. */
const CIPHERS = [
  'TLS_AES_128_GCM_SHA256',
  'TLS_AES_256_GCM_SHA384',
  'TLS_CHACHA20_POLY1305_SHA256',
  'ECDHE-ECDSA-AES128-GCM-SHA256',
  'ECDHE-ECDSA-CHACHA20-POLY1305',
  'ECDHE-ECDSA-AES256-GCM-SHA384',
  'ECDHE-RSA-AES128-GCM-SHA256',
  'ECDHE-RSA-CHACHA20-POLY1305',
  'ECDHE-RSA-AES256-GCM-SHA384',
].join(':');

/** What this process's TLS servers show, renewed while they run. */
export interface Certificates {
  /** The CA's certificate, PEM; undefined where files were given: their CA is somebody else's. */
  readonly authorityPem: string | undefined;
  serverOptions(): TlsOptions;
  /** From now on shows every renewed certificate there, too; open connections stay. */
  renewIn(server: Server): void;
  /** Renews now what is to be renewed; once a minute it happens by itself. */
  look(): Promise<void>;
  readiness(): Readiness;
  stop(): Promise<void>;
}

interface Parts {
  readonly dataDir: string;
  readonly given: GivenFiles | undefined;
  readonly publicUrl: string | undefined;
  readonly log: Logger;
  /** The clock, the machine's names and how often to look, where they are not the real ones. */
  readonly now?: () => Date;
  readonly names?: () => readonly string[];
  readonly lookEveryMs?: number;
}

/** The given files, or the home's own CA, made at its first start, and what it issues; watches over them until it is stopped. */
export async function startCertificates(parts: Parts): Promise<Certificates> {
  const { log, now = () => new Date(), lookEveryMs = LOOK_EVERY_MS } = parts;
  const source = await sourceOf(parts, now);
  const servers = new Set<Server>();
  let identity = await source.look();
  let looking: Promise<void> | undefined;
  let problem: string | undefined;
  const renew = async () => {
    try {
      const found = await source.look();
      problem = undefined;
      if (isSame(found, identity)) return;
      identity = found;
      for (const server of servers) server.setSecureContext(contextOf(identity));
      log.info({ validUntil: identity.validUntil }, 'the TLS certificate is renewed');
    } catch (error) {
      // The one in use goes on, and the next look tries again; once it has ended, `readiness` says so.
      const said = error instanceof Error ? error.message : String(error);
      if (said !== problem) log.error({ error }, 'the TLS certificate can not be renewed');
      problem = said;
    }
  };
  const look = () => {
    looking ??= renew().finally(() => {
      looking = undefined;
    });
    return looking;
  };
  const timer = setInterval(look, lookEveryMs);
  return {
    authorityPem: source.authorityPem,
    serverOptions: () => ({ ...contextOf(identity), handshakeTimeout: HANDSHAKE_MS }),
    renewIn: (server) => {
      servers.add(server);
      server.once('close', () => servers.delete(server));
    },
    look,
    readiness: () => readinessOf(identity, now(), problem),
    stop: async () => {
      clearInterval(timer);
      await looking;
    },
  };
}

interface Source {
  readonly authorityPem: string | undefined;
  /** What is to be shown from now on; renews it where that is ours to do. */
  look(): Promise<Identity>;
}

function sourceOf(parts: Parts, now: () => Date): Promise<Source> | Source {
  return parts.given === undefined ? ownSource(parts, now) : givenSource(parts.given, now);
}

async function ownSource({ dataDir, publicUrl, names }: Parts, now: () => Date): Promise<Source> {
  const files = filesIn(dataDir);
  mkdirSync(files.folder, { recursive: true });
  const authority = await openAuthority(files.authority, now());
  const namesToday = names ?? (() => namesNow(publicUrl));
  return {
    authorityPem: authority.certificate.toString(),
    look: () => ownCertificates(files, authority, { names: namesToday(), now: now() }),
  };
}

function givenSource(files: GivenFiles, now: () => Date): Source {
  let read: { readonly stamp: string; readonly identity: Identity } | undefined;
  return {
    authorityPem: undefined,
    look: async () => {
      const stamp = stampOf(files);
      if (read?.stamp !== stamp) read = { stamp, identity: givenCertificate(files, now()) };
      return read.identity;
    },
  };
}

function isSame(one: Identity, other: Identity): boolean {
  return one.certificates.join() === other.certificates.join() && one.keys.join() === other.keys.join();
}

function contextOf({ certificates, keys }: Identity): TlsOptions {
  return { cert: [...certificates], key: [...keys], minVersion: 'TLSv1.2', ciphers: CIPHERS };
}

function readinessOf({ validUntil }: Identity, now: Date, problem: string | undefined): Readiness {
  if (now <= validUntil) return { ready: true };
  const because = problem === undefined ? '' : ` ${problem}`;
  return {
    ready: false,
    reason: `The TLS certificate ended on ${validUntil.toISOString()} and no client takes it any more.${because}`,
  };
}
