import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSearchServer, type SearchServer } from '@/server/search/target/search-server';
import { settleTemplates } from '@/server/search/target/settle-templates';
import { type Chunk, createChunkWriter } from '@/server/search/write/chunk';
import { actionText } from '@/server/search/write/document';
import { createIndices } from '@/server/search/write/indices';
import { createSink, NotNow, type Sink, type SinkEvent, type Work, workOf } from '@/server/search/write/sink';
import { type SearchDoor, searchDoor } from '@/tests/support/search-door';
import { type SearchProxy, startSearchProxy } from '@/tests/support/search-proxy';
import { servers } from '@/tests/support/servers';

const INDEX = 'hearth-readings-2026.11';

const ORIGIN = { topic: 'hearth.readings.v1', partition: 0, sensorId: 'kitchen', raw: { p: 0, o: 0 } };

interface Action {
  readonly index: string;
  readonly id: string;
  readonly version: number;
  readonly body: string;
}

function anAction(n: number, value: unknown = n): Action {
  const body = JSON.stringify({ '@timestamp': '2026-11-29T12:00:00Z', sensor: { id: 'kitchen' }, value });
  return { index: INDEX, id: `d${n}`, version: 0, body };
}

function chunksOf(actions: readonly Action[]): readonly Chunk[] {
  const writer = createChunkWriter();
  for (const [offset, action] of actions.entries()) {
    writer.add(actionText('index', action), { ...ORIGIN, offset, uid: action.id });
  }
  return writer.finish();
}

const actions = (count: number) => Array.from({ length: count }, (_, n) => anAction(n));

describe('what is written to the search server', () => {
  let proxy: SearchProxy;
  let server: SearchServer;
  let sink: Sink;
  let door: SearchDoor;
  let events: Record<SinkEvent, number>;

  beforeEach(async () => {
    door = searchDoor(servers().searchUrl);
    await door.clear();
    proxy = await startSearchProxy(servers().searchUrl);
    server = createSearchServer({ url: proxy.url });
    await settleTemplates(server);
    await createIndices(server).ensure([INDEX]);
    events = { sent: 0, retried: 0, split: 0 };
    sink = createSink(server, {
      happened: (event) => {
        events[event] += 1;
      },
    });
  });
  afterEach(async () => {
    await server.close();
    await proxy.stop();
  });

  /** Until all is done, as the stream does it; answers with how often it was not now. */
  async function writeAll(work: Work): Promise<number> {
    for (let waits = 0; ; waits += 1) {
      try {
        await sink.write(work);
        return waits;
      } catch (error) {
        if (!(error instanceof NotNow)) throw error;
      }
    }
  }

  async function expectBalance(work: Work, asked: number): Promise<void> {
    const stored = await door.count();
    console.log(
      `asked ${asked} = stored ${stored} + refused ${work.refused.length}; repeated ${work.tally.repeated}`,
    );
    expect(stored + work.refused.length).toBe(asked);
  }

  it('loses one document of 20,000 when that one is of the wrong type', async () => {
    const work = workOf(chunksOf(actions(20_000).with(13_333, anAction(13_333, 'warm'))));

    await sink.write(work);

    expect(work.refused).toMatchObject([
      { action: { id: 'd13333' }, status: 400, type: 'mapper_parsing_exception' },
    ]);
    await expectBalance(work, 20_000);
  });

  it('goes in requests of at most 2,000 documents', async () => {
    await sink.write(workOf(chunksOf(actions(5_000))));

    expect(
      proxy.bulks.map((body) => body.split('\n').filter((line) => line.startsWith('{"index"')).length),
    ).toEqual(expect.arrayContaining([2_000, 2_000, 1_000]));
  });

  it('is halved until only the one that the server can’t even read is left, and that one is refused', async () => {
    proxy.meddle((asked, answer, body) => {
      const isPoisoned = asked.url?.startsWith('/_bulk') === true && body.includes('"d777"');
      if (isPoisoned)
        answer.writeHead(400).end('{"error":{"type":"parse_exception","reason":"malformed"},"status":400}');
      return isPoisoned;
    });
    const work = workOf(chunksOf(actions(2_000)));

    await sink.write(work);

    expect(work.refused).toMatchObject([
      { action: { id: 'd777' }, status: 400, reason: 'parse_exception: malformed' },
    ]);
    expect(events.split).toBeGreaterThan(8);
    await expectBalance(work, 2_000);
  });

  it('is halved where a request is too large for a proxy in between', async () => {
    proxy.meddle((asked, answer, body) => {
      const isTooLarge = asked.url?.startsWith('/_bulk') === true && body.length > 20_000;
      if (isTooLarge) answer.writeHead(413, { 'content-type': 'text/html' }).end('<html>Too large</html>');
      return isTooLarge;
    });
    const work = workOf(chunksOf(actions(2_000)));

    await sink.write(work);

    await expectBalance(work, 2_000);
    expect(work.refused).toEqual([]);
  });

  it('is halved where the server’s memory is never enough for a whole request', async () => {
    proxy.meddle((asked, answer, body) => {
      const isTooMuch = asked.url?.startsWith('/_bulk') === true && body.length > 30_000;
      if (isTooMuch)
        answer.writeHead(429).end('{"error":{"type":"rejected_execution_exception","reason":"memory"}}');
      return isTooMuch;
    });
    const work = workOf(chunksOf(actions(2_000)));

    const waits = await writeAll(work);

    expect(waits).toBeGreaterThan(1);
    await expectBalance(work, 2_000);
    expect(work.refused).toEqual([]);
  });

  it('is sent again only as far as it was not taken', async () => {
    await door.ask('PUT', '/hearth-readings-2026.10');
    await door.ask('PUT', '/hearth-readings-2026.10/_settings', {
      'index.blocks.read_only_allow_delete': true,
    });
    const blocked = actions(10).map((action) => ({
      ...action,
      id: `b${action.id}`,
      index: 'hearth-readings-2026.10',
    }));
    const work = workOf(chunksOf([...actions(990), ...blocked]));

    await expect(sink.write(work)).rejects.toThrow(/takes it later.*disk usage exceeded/s);
    await expect(sink.write(work)).rejects.toThrow(NotNow);
    await door.ask('PUT', '/hearth-readings-2026.10/_settings', {
      'index.blocks.read_only_allow_delete': null,
    });
    await sink.write(work);

    expect(proxy.bulks.map((body) => body.match(/"_index"/g)?.length)).toEqual([1_000, 10, 10, 10]);
    expect(events).toMatchObject({ sent: 4, retried: 3 });
    await expectBalance(work, 1_000);
  });

  it('is sent again when the connection breaks in the middle of the answer, and stored once', async () => {
    let cuts = 0;
    proxy.meddle(async (asked, answer, _body, forward) => {
      if (asked.url?.startsWith('/_bulk') !== true || cuts > 0) return false;
      cuts += 1;
      const { body } = await forward();
      answer.writeHead(200, { 'content-length': body.length });
      answer.write(body.subarray(0, body.length >> 1), () => answer.destroy());
      return true;
    });
    const work = workOf(chunksOf(actions(500)));

    expect(await writeAll(work)).toBe(1);

    expect(work.tally).toMatchObject({ stored: 0, repeated: 500 });
    await expectBalance(work, 500);
  });

  it('waits while a proxy answers with a page and status 200', async () => {
    let pages = 0;
    proxy.meddle((asked, answer) => {
      if (asked.url?.startsWith('/_bulk') !== true || pages >= 2) return false;
      pages += 1;
      answer.writeHead(200, { 'content-type': 'text/html' }).end('<html>Please sign in</html>');
      return true;
    });
    const work = workOf(chunksOf(actions(100)));

    await expect(sink.write(work)).rejects.toThrow(/a page instead of JSON/);
    expect(await writeAll(work)).toBe(1);

    await expectBalance(work, 100);
  });

  it('holds back what waits for its turn when nothing answers', async () => {
    proxy.meddle((asked, answer) => {
      const isBulk = asked.url?.startsWith('/_bulk') === true;
      if (isBulk) answer.destroy();
      return isBulk;
    });
    const work = workOf(chunksOf(actions(20_000)));

    await expect(sink.write(work)).rejects.toThrow(NotNow);
    expect(proxy.bulks.length).toBeLessThanOrEqual(4);
    proxy.meddle(undefined);
    await sink.write(work);

    await expectBalance(work, 20_000);
  });

  it.each([500, 502, 503, 504])('waits after status %d', async (status) => {
    let failed = false;
    proxy.meddle((asked, answer) => {
      if (asked.url?.startsWith('/_bulk') !== true || failed) return false;
      failed = true;
      answer.writeHead(status).end('{"error":"upstream"}');
      return true;
    });
    const work = workOf(chunksOf(actions(10)));

    expect(await writeAll(work)).toBe(1);

    await expectBalance(work, 10);
  });

  it.each([
    [401, 'credentials'],
    [403, 'rights'],
    [404, 'refused'],
  ])('stops with status %d, and keeps everything', async (status, kind) => {
    proxy.meddle((asked, answer) => {
      if (asked.url?.startsWith('/_bulk') !== true) return false;
      answer.writeHead(status).end('{"error":{"type":"security_exception","reason":"no"}}');
      return true;
    });
    const work = workOf(chunksOf(actions(10)));

    await expect(sink.write(work)).rejects.toMatchObject({ name: 'SearchFault', kind });
    proxy.meddle(undefined);
    await sink.write(work);

    await expectBalance(work, 10);
  });

  it('stops when everything is refused: that is no poison', async () => {
    proxy.meddle((asked, answer) => {
      if (asked.url?.startsWith('/_bulk') !== true) return false;
      answer.writeHead(400).end('{"error":{"type":"filter","reason":"not through here"}}');
      return true;
    });

    await expect(sink.write(workOf(chunksOf(actions(400))))).rejects.toMatchObject({ kind: 'refused' });
  });
});
