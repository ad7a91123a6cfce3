import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ConnectionEntry } from '@/contracts/search';
import {
  discardRejected,
  disconnect,
  makeTemplates,
  retryRejected,
  saveConnection,
  testConnection,
} from '@/server/search/commands';
import { readStatus } from '@/server/search/queries';
import { aCertificate } from '@/tests/support/a-certificate';
import { type ASearch, aSearch } from '@/tests/support/a-search';
import { aReadingRecord } from '@/tests/support/builders';
import { searchDoor } from '@/tests/support/search-door';
import { type SearchProxy, startSearchProxy } from '@/tests/support/search-proxy';
import { servers } from '@/tests/support/servers';

const anEntry = (given: Partial<ConnectionEntry> = {}): ConnectionEntry => ({
  url: servers().searchUrl,
  auth: 'none',
  user: '',
  secret: null,
  ca: '',
  kibanaUrl: '',
  ...given,
});

describe('the connection to a search server', () => {
  let search: ASearch;
  let proxy: SearchProxy | undefined;
  let folder: string;
  let tls: { key: string; cert: string };

  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'hearth-tls-'));
    const { key, cert } = aCertificate(folder, 'search');
    tls = { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') };
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  beforeEach(async () => {
    // Without a setting: what the page is told counts.
    search = await aSearch({ url: '' });
  });
  afterEach(async () => {
    await search.stop();
    await proxy?.stop();
    proxy = undefined;
  });

  const says = async (entry: ConnectionEntry) => {
    const outcome = await testConnection(search.tools, entry);
    if ('refused' in outcome) return outcome.refused.problem;
    return outcome.done.lines.map(({ verdict, says: words }) => `${verdict}: ${words}`).join('\n');
  };

  it('is tested before it is saved: what answers, what will be made, and what is there afterwards', async () => {
    const before = await says(anEntry());
    expect(before).toMatch(/fine: OpenSearch [23]\.\d+\.\d+ answers/);
    expect(before).toContain('will: Index template hearth-readings will be made.');
    expect(before).toContain('will: Indices hearth-readings-* will be made');

    await saveConnection(search.tools, anEntry(), 'test');
    await search.append([aReadingRecord()]);
    await search.settled();

    await expect.poll(() => says(anEntry())).toContain('fine: 1 indices hearth-readings-* are there');
    expect(await says(anEntry())).toContain('fine: Index template hearth-readings is there.');
  });

  it('is taken up without a restart, and given up again; what came meanwhile follows', async () => {
    expect(search.problem()).toBeUndefined();
    await search.append([aReadingRecord()]);
    await saveConnection(search.tools, anEntry(), 'test');
    await search.settled();
    expect(await search.door.count()).toBe(1);

    await disconnect(search.tools, 'test');
    await expect.poll(async () => (await readStatus(search.tools)).connection).toBeNull();
    await search.append([aReadingRecord(), aReadingRecord()]);
    expect(search.problem()).toBeUndefined();
    await saveConnection(search.tools, anEntry(), 'test');
    await search.settled();

    expect(await search.door.count()).toBe(3);
  });

  it('is told on the page and in the database without its secrets', async () => {
    const locked = await startSearchProxy(servers().searchUrl);
    proxy = locked;
    const right = `Basic ${Buffer.from('hearth:s3cret-word').toString('base64')}`;
    locked.meddle(({ headers }, answer) => {
      if (headers.authorization === right) return false;
      answer.writeHead(401).end('{"error":{"type":"security_exception","reason":"missing"},"status":401}');
      return true;
    });
    const entry = anEntry({ url: locked.url, auth: 'password', user: 'hearth', secret: 's3cret-word' });
    expect(await says({ ...entry, secret: 'wrong' })).toMatch(
      /refuses who asks: wrong user, password or API key/,
    );
    expect(await says(entry)).toContain('answers');

    await saveConnection(search.tools, entry, 'test');
    await search.append([aReadingRecord()]);
    await search.settled();

    const status = await readStatus(search.tools);
    expect(status.connection).toMatchObject({ user: 'hearth', hasSecret: true, auth: 'password' });
    const everything = [
      status,
      await search.query('SELECT * FROM search_connection'),
      await search.query('SELECT * FROM audit_entry'),
    ];
    expect(JSON.stringify(everything)).not.toContain('s3cret-word');
    // Kept, it may be tested again; for another address it has to be entered.
    expect(await says({ ...entry, secret: null })).toContain('answers');
    expect(await says({ ...entry, url: 'http://127.0.0.1:9', secret: null })).toMatch(
      /enter the secret again/,
    );
  });

  it('may be by API key', async () => {
    const locked = await startSearchProxy(servers().searchUrl);
    proxy = locked;
    locked.meddle(({ headers }, answer) => {
      if (headers.authorization === 'ApiKey a2V5') return false;
      answer.writeHead(401).end('{}');
      return true;
    });

    expect(await says(anEntry({ url: locked.url, auth: 'apiKey', secret: 'a2V5' }))).toContain('answers');
    expect(await says(anEntry({ url: locked.url, auth: 'apiKey', secret: 'b' }))).toMatch(/refuses who asks/);
  });

  it('may be by TLS, with the certificate of who issued the server’s', async () => {
    const secure = await startSearchProxy(servers().searchUrl, tls);
    proxy = secure;
    expect(await says(anEntry({ url: secure.url }))).toMatch(/issued by nobody this machine trusts/);
    expect(await says(anEntry({ url: secure.url, ca: 'not one' }))).toMatch(/no certificate in PEM form/);

    await saveConnection(search.tools, anEntry({ url: secure.url, ca: tls.cert }), 'test');
    await search.append([aReadingRecord()]);
    await search.settled();
    expect(await search.door.count()).toBe(1);
  });

  it('may be by TLS from the settings, with a file', async () => {
    const secure = await startSearchProxy(servers().searchUrl, tls);
    proxy = secure;
    await search.stop();
    const ca = path.join(folder, 'ca.pem');
    writeFileSync(ca, tls.cert);
    search = await aSearch({ url: secure.url, settings: { ELASTICSEARCH_CA: ca } });
    await search.append([aReadingRecord()]);
    await search.settled();
    expect(await search.door.count()).toBe(1);

    await search.stop();
    search = await aSearch({ url: secure.url, settings: { ELASTICSEARCH_CA: `${ca}.gone` } });
    await expect.poll(() => search.problem()).toMatch(/ELASTICSEARCH_CA can't be read/);
  });

  it('to a server that speaks no TLS, or nothing but TLS, is told apart', async () => {
    const secure = await startSearchProxy(servers().searchUrl, tls);
    proxy = secure;

    expect(await says(anEntry({ url: secure.url.replace('https', 'http') }))).toMatch(
      /https:\/\/|closed the connection/,
    );
    expect(await says(anEntry({ url: servers().searchUrl.replace('http', 'https') }))).toMatch(
      /speaks no TLS/,
    );
  });

  it.each([
    ['elasticsearch:9200', /begins with http/],
    ['http://127.0.0.1:9', /Nothing listens at 127.0.0.1:9/],
    ['http://no-such-host.invalid:9200', /There is no host named no-such-host.invalid/],
    ['http://user:pass@127.0.0.1:9200', /The address holds a user/],
  ])('to %s is refused in a sentence', async (url, words) => {
    expect(await says(anEntry({ url }))).toMatch(words);
  });

  it.each([
    ['a page', 200, 'text/html', '<html>It works</html>', /answers with a page instead of JSON/],
    ['another program', 200, 'application/json', '{"hello":"world"}', /neither Elasticsearch nor OpenSearch/],
    [
      'an old Elasticsearch',
      200,
      'application/json',
      '{"cluster_name":"c","cluster_uuid":"u","version":{"number":"7.17.0"}}',
      /is Elasticsearch 7.17.0; Hearth writes to Elasticsearch 8 and 9, OpenSearch 2 and 3/,
    ],
    ['a gateway', 502, 'text/html', '<h1>Bad gateway</h1>', /can't just now \(502\): Bad gateway/],
  ])('where %s answers is refused in a sentence', async (_who, status, type, body, words) => {
    const other = await startSearchProxy(servers().searchUrl);
    proxy = other;
    other.meddle((_asked, answer) => {
      answer.writeHead(status, { 'content-type': type }).end(body);
      return true;
    });

    expect(await says(anEntry({ url: other.url }))).toMatch(words);
    expect(await search.query('SELECT 1 FROM search_connection')).toEqual([]);
  });

  it('to what is no web server at all is refused in a sentence', async () => {
    const server = createServer((socket) => socket.end('SSH-2.0-OpenSSH_9.2\r\n'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as { port: number };

    expect(await says(anEntry({ url: `http://127.0.0.1:${port}` }))).toMatch(
      /^missing: 127\.0\.0\.1:\d+ .*\.$/,
    );
    server.close();
  });

  it('that is away refuses what is asked of it in a sentence', async () => {
    await saveConnection(search.tools, anEntry({ url: 'http://127.0.0.1:9' }), 'test');
    const away = { refused: { problem: 'Nothing listens at 127.0.0.1:9.' } };

    expect(await retryRejected(search.tools, undefined)).toEqual(away);
    expect(await discardRejected(search.tools, undefined, 'test')).toEqual(away);
    expect(await makeTemplates(search.tools)).toEqual(away);
    await disconnect(search.tools, 'test');
    const none = { refused: { problem: 'There is no search server.' } };
    expect(await retryRejected(search.tools, undefined)).toEqual(none);
  });

  it('without a login makes no key', async () => {
    await saveConnection(search.tools, anEntry(), 'test');

    expect(existsSync(path.join(search.context.config.dataDir, 'secret.key'))).toBe(false);
  });

  it('is made from the settings where they name one, and the page says so', async () => {
    await search.stop();
    search = await aSearch();
    const status = await readStatus(search.tools);

    expect(status.connection).toMatchObject({ from: 'settings', url: servers().searchUrl });
    expect(await saveConnection(search.tools, anEntry(), 'test')).toMatchObject({
      refused: { problem: expect.stringContaining('ELASTICSEARCH_URL is set') },
    });
    await searchDoor(servers().searchUrl).clear();
  });
});
