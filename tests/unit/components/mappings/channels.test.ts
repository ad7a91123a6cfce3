import { describe, expect, it } from 'vitest';
import { channelFor, rivalOf, sharedSeries } from '@/components/mappings/channels';
import { type Draft, definitionOf, emptyDraft, newReading } from '@/components/mappings/draft';
import { type DraftChange, draftAfter } from '@/components/mappings/draft-changes';
import type { Typed } from '@/components/mappings/typed-fields';
import type { MappingSample } from '@/contracts/mapping-preview';

const TEMPERATURE = { quantity: 'temperature', unit: '°C', confidence: 'high' } as const;
const HUMIDITY = { quantity: 'humidity', unit: '%', confidence: 'high' } as const;

function picked(...paths: readonly string[]): Draft {
  return paths.reduce(
    (draft, path) => draftAfter(draft, { type: 'pick', place: { path }, likely: TEMPERATURE }),
    emptyDraft({ topic: 'home/hall' }),
  );
}

function channels({ readings }: Draft): readonly (string | undefined)[] {
  return readings.map(({ typed }) => typed.channel);
}

/** What a person does to the second reading. */
function changed(draft: Draft, ...changes: readonly ((key: number) => DraftChange)[]): Draft {
  return changes.reduce((now, change) => draftAfter(now, change(now.readings[1]?.key ?? 0)), draft);
}

const saysQuantity =
  (quantity: string) =>
  (key: number): DraftChange => ({
    type: 'reading',
    key,
    part: { quantity },
  });
const types =
  (name: string, text: string) =>
  (key: number): DraftChange => ({
    type: 'reading field',
    key,
    name,
    text,
  });

describe('the channel of a second reading of one quantity', () => {
  it.each([
    { paths: ['/in/t', '/out/t'], channel: 'out' },
    { paths: ['/t1', '/t2'], channel: 't2' },
    { paths: ['/t', 'out.t'], channel: 'out' },
    { paths: ['/probes/0/t', '/probes/1/t'], channel: '1' },
    { paths: ['/a/b', '/b/a'], channel: 'b a' },
    { paths: ['/t', '/back~1yard/t'], channel: 'back/yard' },
  ])('is what its place alone has: $paths', ({ paths, channel }) => {
    expect(channels(picked(...paths))).toEqual([undefined, channel]);
  });

  it('is another for each', () => {
    expect(channels(picked('/t', '/a/t', '/b/t'))).toEqual([undefined, 'a', 'b']);
  });

  it('is none where the quantity is another', () => {
    const draft = draftAfter(picked('/t'), { type: 'pick', place: { path: '/rh' }, likely: HUMIDITY });

    expect(channels(draft)).toEqual([undefined, undefined]);
  });

  it('goes when the reading becomes another quantity, and comes when it becomes the same', () => {
    const apart = picked('/t', '/out/t');
    const other = changed(apart, saysQuantity('humidity'));

    expect(channels(other)).toEqual([undefined, undefined]);
    expect(channels(changed(other, saysQuantity('temperature')))).toEqual([undefined, 'out']);
  });

  it('stays when it was typed', () => {
    const draft = changed(picked('/t', '/out/t'), types('channel', 'roof'), saysQuantity('humidity'));

    expect(channels(draft)).toEqual([undefined, 'roof']);
  });

  it('is saved as any other', () => {
    expect(definitionOf(picked('/t', '/out/t'))).toMatchObject({
      readings: [{ path: '/t' }, { path: '/out/t', channel: 'out' }],
    });
    expect(JSON.stringify(definitionOf(picked('/t', '/out/t')))).not.toContain('Proposed');
  });

  it.each([
    { format: 'csv', typed: { index: '3' }, channel: 'column 4' },
    { format: 'kv', typed: { path: 'T2' }, channel: 'T2' },
    { format: 'binary', typed: { 'binary.offset': '4' }, channel: 'byte 4' },
    { format: 'number', typed: {}, channel: undefined },
  ] as const)('of $format is $channel', ({ format, typed, channel }) => {
    const second = newReading({ typed });

    expect(channelFor({ format, readings: [newReading(), second] }, second)).toBe(channel);
  });
});

describe('readings that would count as one', () => {
  const rivals = (one: Typed, other: Typed) => {
    const [first, second] = [newReading({ typed: one }), newReading({ typed: other })];
    return rivalOf({ format: 'json', readings: [first, second] }, second) === first;
  };

  it.each<{ one: Typed; other: Typed; areOne: boolean }>([
    { one: {}, other: {}, areOne: true },
    { one: { channel: 'a' }, other: { channel: ' a' }, areOne: true },
    { one: { channel: 'a' }, other: {}, areOne: false },
    { one: { channel: 'a' }, other: { channel: 'b' }, areOne: false },
    { one: { channelFromTopic: 'room' }, other: { channelFromTopic: 'room', channel: 'a' }, areOne: true },
    { one: { channelFromPath: '/a' }, other: { channelFromPath: '/b' }, areOne: false },
  ])('$one and $other: $areOne', ({ one, other, areOne }) => {
    expect(rivals(one, other)).toBe(areOne);
  });
});

describe('topics that give one series', () => {
  const sampleOf = (topic: string, channel: string | null = null): MappingSample => ({
    topic,
    at: 0,
    text: '{"t":1}',
    bytes: 7,
    leaves: [],
    partition: 0,
    offset: 0,
    bytesShown: '',
    now: {
      readings: [
        { quantity: 'temperature', channel, value: 1, unit: '°C', isImplausible: false, at: 0 },
        { problem: 'value missing' },
      ],
      availability: null,
    },
    was: null,
  });
  const samples = [sampleOf('home/hall/a'), sampleOf('home/bath/a'), sampleOf('home/bath/a')];

  it('are told apart by the level that differs', () => {
    expect(sharedSeries(emptyDraft({ topic: 'home/{room}/+' }), samples, 0)).toEqual({
      topics: 2,
      level: 'room',
    });
    expect(sharedSeries(emptyDraft({ topic: 'home/+/+' }), samples, 0)).toEqual({ topics: 2, level: '1' });
  });

  it('are no matter where each has a sensor of its own', () => {
    const draft = emptyDraft({ topic: 'home/{room}/a' });
    const owner = { ...draft.owner, sensorFrom: 'room' };

    expect(sharedSeries({ ...draft, owner }, samples, 0)).toBeUndefined();
  });

  it('are none where the channel differs, one topic alone gives it, or nothing comes of it', () => {
    const draft = emptyDraft({ topic: 'home/{room}/a' });
    const apart = [sampleOf('home/hall/a', 'hall'), sampleOf('home/bath/a', 'bath')];

    expect(sharedSeries(draft, apart, 0)).toBeUndefined();
    expect(sharedSeries(draft, samples.slice(1), 0)).toBeUndefined();
    expect(sharedSeries(draft, samples, 1)).toBeUndefined();
  });
});
