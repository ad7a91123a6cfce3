import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MappingFile } from '@/contracts/mapping-file';
import { compiler } from '@/scripts/bootstrap/programs.mjs';
import { decodeRecord } from '@/server/decode/decode-record';
import { compileMapping } from '@/server/decode/mapping';
import { standing } from '@/server/decode/mapping-file';
import { aRawHeader } from '@/tests/support/builders';

const STARTED_MS = 1764064800000;
const HALF_MINUTE_MS = 30_000;

interface Published {
  readonly topic: string;
  readonly payload: object | string;
  readonly retain: number;
  readonly qos: number;
}

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'hearth-arduino-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What a program of tests/fixtures/arduino prints, compiled here, with every access to memory checked. */
function printedBy<Line>(name: string): readonly Line[] {
  const program = path.join(folder, name);
  const sources = ['-I', 'examples/arduino', '-I', 'tests/fixtures/arduino/board'];
  const strict = ['-std=c++17', '-Wall', '-Wextra', '-Werror', '-fsanitize=address,undefined'];
  const file = `tests/fixtures/arduino/${name}.cpp`;
  execFileSync(compiler() ?? 'g++', [...strict, ...sources, '-fno-sanitize-recover', '-o', program, file]);
  const printed = execFileSync(program, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  return printed
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

const mappings = MappingFile.parse(JSON.parse(readFileSync('examples/arduino/mapping.json', 'utf8')))
  .mappings.map(standing)
  .flatMap(({ definition }, index) =>
    definition === null ? [] : [{ definition, of: { mappingId: index, version: 1 } }],
  );

/** What Hearth reads in a message, received then. */
function read({ topic, payload }: Pick<Published, 'topic' | 'payload'>, receivedMs: number) {
  const claiming = mappings
    .filter(({ definition }) => definition.topic === topic)
    .map(({ definition, of }) => compileMapping(of, definition));
  const message = {
    header: aRawHeader({ topic, received: receivedMs * 1000 }),
    payload: Buffer.from(typeof payload === 'string' ? payload : JSON.stringify(payload)),
    partition: 0,
    offset: 0,
  };
  const decoded = decodeRecord(message, claiming, undefined);
  return decoded.outcome === 'readings' ? decoded.readings[0] : decoded.outcome;
}

describe('payload.h', () => {
  interface Shown {
    readonly case: string;
    readonly within: number;
    readonly length: number;
    readonly payload: object | null;
  }
  let shown: readonly Shown[];
  beforeAll(() => {
    shown = printedBy<Shown>('payload');
  });
  const called = (name: string) => shown.find((line) => line.case === name);
  const readingOf = (name: string) =>
    read({ topic: 'home/bathroom/esp/climate', payload: called(name)?.payload ?? '' }, STARTED_MS + 5_000);

  it('is read with the moment of its measurement', () => {
    expect(readingOf('whole')).toMatchObject({
      sensorId: 'bathroom-climate',
      measuredAt: (STARTED_MS + 123) * 1000,
      clock: 'device',
      measures: [
        { quantity: 'temperature', value: 21.37, unit: '°C' },
        { quantity: 'humidity', value: 45.2, unit: '%' },
        { quantity: 'signal_strength', value: -61, unit: 'dBm' },
      ],
    });
    expect(readingOf('frost')).toMatchObject({
      measures: [{ value: -12.5 }, { value: 99.99 }, { value: -90 }],
    });
  });

  it('leaves out what is NaN or infinite, and says nothing where no value is left', () => {
    expect(readingOf('no humidity')).toMatchObject({
      measures: [{ quantity: 'temperature' }, { quantity: 'signal_strength' }],
    });
    expect(readingOf('no temperature')).toMatchObject({
      measures: [{ quantity: 'humidity' }, { quantity: 'signal_strength' }],
    });
    expect(readingOf('no signal')).toMatchObject({ measures: [{ quantity: 'humidity' }] });
    expect(called('no value')).toMatchObject({ payload: null, length: 0 });
  });

  it('leaves the time out before it is known, so that the receipt counts', () => {
    expect(readingOf('no time')).toMatchObject({ clock: 'receipt', measuredAt: (STARTED_MS + 5_000) * 1000 });
  });

  it('writes all or nothing, and never past its room', () => {
    expect(shown.filter(({ within }) => within === 0)).toEqual([]);
    expect(called('huge')).toMatchObject({ payload: null });
    const cut = shown.filter((line) => line.case === 'cut').map(({ length }) => length);
    expect(cut).toEqual(Array.from({ length: 80 }, (_, room) => (room > 72 ? 72 : 0)));
  });

  it('joins a topic whole or not at all', () => {
    expect(called('topic')).toMatchObject({ fits: 1, topic: 'home/bathroom/esp/climate' });
    expect(called('long topic')).toMatchObject({ fits: 0, topic: '' });
    expect(called('no room')).toMatchObject({ fits: 0 });
  });

  it('gives up the oldest of a full queue, counted, and dates what is left once', () => {
    expect(called('queue')).toMatchObject({ givenUp: 6, kept: [6, 7, 8, 9], left: 0 });
  });

  it('waits twice as long each time, a minute at most', () => {
    expect(called('backoff')).toMatchObject({ seconds: [1, 2, 4, 8, 16, 32, 60, 60, 60, 1] });
  });
});

describe('the sketch', () => {
  let lines: readonly object[];
  beforeAll(() => {
    lines = printedBy<object>('sketch');
  });
  const published = () => lines.filter((line): line is Published => 'qos' in line && !('will' in line));
  const onTopic = (end: string) => published().filter(({ topic }) => topic.endsWith(end));

  it('publishes all it measured in an hour, once, while time, Wi-Fi and Hearth came and went', () => {
    const readings = onTopic('/climate').map((message) => read(message, STARTED_MS + 60 * 60_000));

    // It measures 120 times; every seventh time the sensor gives nothing.
    const expected = Array.from({ length: 120 }, (_, number) => number).filter((number) => number % 7 !== 6);
    expect(readings).toMatchObject(
      expected.map((number) => ({
        clock: 'device',
        measuredAt: expect.closeTo((STARTED_MS + number * HALF_MINUTE_MS) * 1000, -5.5),
        measures: expect.arrayContaining([
          expect.objectContaining({ value: expect.closeTo(20 + number / 10, 2) }),
        ]),
      })),
    );
    expect(onTopic('/climate').every(({ qos, retain }) => qos === 1 && retain === 0)).toBe(true);
  });

  it('says that it is there at each connection, and leaves a will, both retained', () => {
    const status = { topic: 'home/bathroom/esp/status', retain: 1, qos: 1 };

    expect(lines).toContainEqual({ ...status, will: true, payload: 'offline' });
    expect(onTopic('/status')).toEqual(Array.from({ length: 3 }, () => ({ ...status, payload: 'online' })));
    expect(read({ topic: status.topic, payload: 'offline' }, STARTED_MS)).toMatchObject({
      availability: 'offline',
    });
  });

  it('tries less and less often while Hearth is away', () => {
    const [away] = lines.filter(
      (line): line is { attemptsIn20Minutes: number } => 'attemptsIn20Minutes' in line,
    );

    expect(away?.attemptsIn20Minutes).toBeGreaterThan(15);
    expect(away?.attemptsIn20Minutes).toBeLessThan(30);
  });
});
