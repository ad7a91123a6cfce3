import { chmodSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { onPath } from '@/scripts/bootstrap/programs.mjs';
import { refuseFullDisk } from '@/server/embedded/disk-space';
import { partsOf, tryLock } from '@/server/hearth-lock';
import { DAY_MS, givenFiles, someCertificates } from '@/tests/support/certificates';
import { aDataDir, refusedHearth } from '@/tests/support/hearth-process';

/** What had started before says so, a line a part; so does Next. */
const STARTED = /^ {2}\S+ +\d+\.\d s$|"level":30|next\.config/;

/** The real program with these settings; it must end with code 1 and leave neither its lock nor anything running. */
async function refusal(env: Readonly<Record<string, string>>, dataDir = aDataDir()): Promise<string> {
  const { code, output } = await refusedHearth(env, dataDir);
  expect(code).toBe(1);
  expect(partsOf(dataDir)).toEqual({});
  const reasons = output.split('\n').filter((line) => !STARTED.test(line));
  return reasons.join('\n').trim();
}

describe('a wrong setting stops the start with its name, its value and what is allowed', () => {
  it.each([
    ['HEARTH_PORT', '65536', 'a port, 0 to 65535; 0 means any free one'],
    ['HEARTH_MQTT_PORT', 'mqtt', 'a port, 0 to 65535; 0 means any free one'],
    ['HEARTH_MQTTS_PORT', '-1', 'a port, 0 to 65535; 0 means any free one'],
    ['HEARTH_TLS', 'yes', 'off or own'],
    ['HEARTH_ALLOW_PLAINTEXT', '1', 'true or false'],
    [
      'HEARTH_ROLES',
      'ingest,cook',
      'all, or a comma-separated list of ingest, decode, live, history, search, topics, web',
    ],
    ['HEARTH_TIME_ZONE', 'Mars/Base', 'an IANA time zone, such as Europe/Berlin'],
    ['HEARTH_RAW_RETENTION_DAYS', '0', 'whole days, 1 to 36500'],
    ['HEARTH_LOG_LEVEL', 'loud', 'debug, info, warn or error'],
    ['KAFKA_BROKERS', 'kafka', 'host:port, comma-separated'],
    ['DATABASE_URL', 'mysql://localhost/x', 'a postgresql:// address'],
    ['HEARTH_URL', 'hearth.local', 'an http or https address'],
    ['HEARTH_LOG_LEVEL', 'loud', 'debug, info, warn or error'],
  ])('%s=%s', async (name, value, allowed) => {
    expect(await refusal({ [name]: value })).toBe(`${name} is "${value}"; allowed: ${allowed}.`);
  });

  it('names every one of several', async () => {
    const said = await refusal({ HEARTH_PORT: '-1', HEARTH_KAFKA_PORT: '9092.5' });

    expect(said.split('\n')).toEqual([
      expect.stringMatching(/^HEARTH_PORT is "-1"; allowed: /),
      expect.stringMatching(/^HEARTH_KAFKA_PORT is "9092.5"; allowed: /),
    ]);
  });

  it('pages beyond this machine without TLS', async () => {
    expect(await refusal({ HEARTH_HOST: '0.0.0.0' })).toMatch(
      /^HEARTH_HOST is "0\.0\.0\.0"; allowed: 127\.0\.0\.1, ::1, localhost while /,
    );
  });
});

describe('a taken port is named with the way out', () => {
  it.each([
    ['the pages', 'HEARTH_PORT'],
    ['MQTT', 'HEARTH_MQTT_PORT'],
    ['MQTT over TLS', 'HEARTH_MQTTS_PORT'],
    ['Kafka', 'HEARTH_KAFKA_PORT'],
    ['PostgreSQL', 'HEARTH_POSTGRES_PORT'],
  ])('of %s', async (_, setting) => {
    const port = await aTakenPort();

    const said = await refusal({ [setting]: String(port) });

    expect(said.split('\n')).toEqual([
      expect.stringMatching(new RegExp(`^Port ${port} .*is taken by another program`)),
    ]);
    expect(said).toMatch(new RegExp(`set ${setting} to .*port`));
  });
});

describe('what is missing or does not fit', () => {
  it('a certificate and the key of another one', async () => {
    const [one, other] = [await givenFiles(), await givenFiles()];

    const said = await refusal({ HEARTH_TLS_CERT: one.certificate, HEARTH_TLS_KEY: other.key });

    expect(said).toBe(
      `HEARTH_TLS_KEY (${other.key}) is not the key of the certificate in HEARTH_TLS_CERT (${one.certificate}): name the two that belong together.`,
    );
  });

  it('a certificate that has ended', async () => {
    const given = await givenFiles({ now: new Date(Date.now() - 398 * DAY_MS) });

    const said = await refusal({ HEARTH_TLS_CERT: given.certificate, HEARTH_TLS_KEY: given.key });

    expect(said).toMatch(/^The certificate in HEARTH_TLS_CERT \(.*\) ended on .* GMT: renew it, or unset /);
  });

  it("a home's CA without its key", async () => {
    const dataDir = aDataDir();
    await (await someCertificates({ dataDir })).stop();
    rmSync(path.join(dataDir, 'tls', 'ca.key'));

    const said = await refusal({}, dataDir);

    expect(said).toMatch(
      /^The home's CA in \S+ca\.pem can't issue certificates: its key \S+ca\.key is missing\. /,
    );
    expect(said).toContain('which every device has to be told to trust');
  });

  it('a Java that is too old', async () => {
    const folder = aDataDir();
    writeFileSync(path.join(folder, 'java'), '#!/bin/sh\necho \'openjdk version "11.0.2" 2019-01-15\' >&2\n');
    chmodSync(path.join(folder, 'java'), 0o755);

    const said = await refusal({ PATH: `${folder}:${process.env.PATH}` });

    expect(said).toMatch(
      /^Kafka needs Java 17 or newer and the one on PATH is Java 11: install .* KAFKA_BROKERS/,
    );
  });

  it('no Java at all', async () => {
    const said = await refusal({ PATH: pathWith(['sh', 'id', 'ps', 'setpriv']), JAVA_HOME: '' });

    expect(said).toMatch(/^Kafka needs Java 17 or newer and there is none on PATH: install .* KAFKA_BROKERS/);
  });

  it('data of another PostgreSQL', async () => {
    const dataDir = aDataDir();
    const data = path.join(dataDir, 'postgres', 'data');
    mkdirSync(data, { recursive: true });
    writeFileSync(path.join(data, 'PG_VERSION'), '13\n');

    const said = await refusal({}, dataDir);

    expect(said).toMatch(new RegExp(`^${data} was written by PostgreSQL 13 and Hearth brings \\d+: move it`));
    expect(said).toContain('HEARTH_DATA_DIR');
  });

  it('a disk that is full', async () => {
    // Where nothing can be stored nothing is free.
    const full = process.platform === 'linux' ? '/proc' : '/dev';

    await expect(refuseFullDisk(full)).rejects.toThrow(
      `The disk of ${full} has 0 MB left and Hearth needs 512 MB: free some space, or set HEARTH_DATA_DIR`,
    );
  });

  it('servers for a process that starts none', async () => {
    const said = await refusal({ HEARTH_ROLES: 'decode' });

    expect(said).toMatch(/^Only a Hearth with HEARTH_ROLES=all starts (Kafka|PostgreSQL) itself: set /);
  });

  it('a data directory that another Hearth has', async () => {
    const dataDir = aDataDir();
    const lock = await tryLock(dataDir);
    onTestFinished(() => lock?.release());

    const { code, output } = await refusedHearth({}, dataDir);

    expect(code).toBe(1);
    expect(output).toBe(
      `A Hearth already runs on ${dataDir} (process ${process.pid}): stop it, or set HEARTH_DATA_DIR to another folder.\n`,
    );
  });
});

async function aTakenPort(): Promise<number> {
  const stranger = createServer();
  await new Promise<void>((listening) => stranger.listen(0, '127.0.0.1', listening));
  onTestFinished(() => void stranger.close());
  return (stranger.address() as AddressInfo).port;
}

/** A folder with these programs and no others. */
function pathWith(programs: readonly string[]): string {
  const folder = aDataDir();
  for (const program of programs) {
    const found = onPath(program, ['/usr/sbin', '/sbin']);
    if (found !== undefined) symlinkSync(found, path.join(folder, program));
  }
  return folder;
}
