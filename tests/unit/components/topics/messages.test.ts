import { describe, expect, it } from 'vitest';
import { kcatCommand } from '@/components/topics/messages/kcat';
import { fromOf, paramsOf, queryOf } from '@/components/topics/messages/message-query';
import { begun, continued, followed } from '@/components/topics/messages/message-rows';
import { firstForm, hexDump, prettyJson, textOf } from '@/components/topics/messages/payload-form';
import type { MessagePage } from '@/contracts/topic-messages';

const bytes = (text: string) => new TextEncoder().encode(text);

describe('a payload', () => {
  it('is JSON, text or bytes, whatever it can be', () => {
    expect(firstForm(bytes('{"t":1}'))).toBe('json');
    expect(firstForm(bytes('21.5'))).toBe('json');
    expect(firstForm(bytes('on'))).toBe('text');
    expect(firstForm(Uint8Array.of(0xff, 0xfe))).toBe('hex');
  });

  it.each([
    [
      '{"a":[1,{"b":"x,{y"}],"c":{}}',
      '{\n  "a": [\n    1,\n    {\n      "b": "x,{y"\n    }\n  ],\n  "c": {}\n}',
    ],
    ['[]', '[]'],
    ['[ ]', '[]'],
    ['{"n":123456789012345678901234567890.10}', '{\n  "n": 123456789012345678901234567890.10\n}'],
    ['"\\"quoted\\" : [x]"', '"\\"quoted\\" : [x]"'],
    ['null', 'null'],
  ])('%s as JSON keeps every character of its values', (text, pretty) => {
    expect(prettyJson(text)).toBe(pretty);
    expect(JSON.parse(pretty)).toEqual(JSON.parse(text));
  });

  it('that breaks off is no JSON, and half a character is no text', () => {
    expect(prettyJson('{"a":')).toBeUndefined();
    expect(textOf(Uint8Array.of(0xc3))).toBeUndefined();
  });

  it('as bytes has sixteen a line, up to a limit', () => {
    expect(hexDump(bytes('Hearth keeps all of it.'), 20)).toBe(
      [
        '000000  48 65 61 72 74 68 20 6b 65 65 70 73 20 61 6c 6c  Hearth keeps all',
        '000010  20 6f 66 20                                       of ',
      ].join('\n'),
    );
  });
});

it('a command quotes what a shell would take for its own', () => {
  expect(kcatCommand('127.0.0.1:9092', "o'clock", { partition: 3, offset: 42 })).toBe(
    `kcat -C -b 127.0.0.1:9092 -t 'o'\\''clock' -p 3 -o 42 -c 1 -e -f '%t [%p] at %o, %T ms\\nkey: %k\\nheaders: %h\\n%s\\n'`,
  );
});

describe('an address', () => {
  it('asks for what was asked, and for one message where it names partition and offset', () => {
    const query = queryOf(new URLSearchParams('from=moment&moment=2026-07-01T12:00:00&text=kitchen'));

    expect(queryOf(new URLSearchParams(paramsOf(query)))).toEqual(query);
    expect(fromOf(query, 'Europe/Berlin')).toEqual({ mode: 'moment', moment: Date.UTC(2026, 6, 1, 10) });
    expect(queryOf(new URLSearchParams('partition=3&offset=42'))).toMatchObject({
      from: 'offset',
      offset: '42',
    });
    expect(paramsOf(queryOf(new URLSearchParams('')))).toBe('');
  });

  it('that is not written in full asks for nothing yet', () => {
    expect(fromOf(queryOf(new URLSearchParams('from=offset')), 'UTC')).toBeUndefined();
    expect(fromOf(queryOf(new URLSearchParams('from=moment')), 'UTC')).toBeUndefined();
  });
});

describe('rows', () => {
  function aPage(offsets: readonly number[], own: Partial<MessagePage> = {}): MessagePage {
    const line = { partition: 0, at: 0, mqttTopic: null, key: null, sample: '', isBinary: false, bytes: 0 };
    return {
      messages: offsets.map((offset) => ({ ...line, offset })),
      ...{ unreadable: [], more: { 0: 5 }, tail: { 0: 10 }, searched: offsets.length, reached: null },
      ...{ partitions: [], leaderless: [] },
      ...own,
    };
  }
  const offsets = ({ rows }: { rows: readonly { offset: number }[] }) => rows.map(({ offset }) => offset);

  it('grow below by older ones, above by what comes', () => {
    const first = begun(aPage([9, 8, 7]));

    const older = continued(first, aPage([6, 5], { more: null }));
    const later = followed(older, aPage([10, 11], { tail: { 0: 12 } }));

    expect(offsets(later)).toEqual([11, 10, 9, 8, 7, 6, 5]);
    expect(later).toMatchObject({ more: null, tail: { 0: 12 }, searched: 5 });
  });

  it('that leave below are where older ones go on', () => {
    const many = begun(
      aPage(
        Array.from({ length: 500 }, (_, index) => 1_000 - index),
        { more: { 0: 501 } },
      ),
    );

    const later = followed(many, aPage([1_001, 1_002, 1_003]));

    expect(later.rows).toHaveLength(500);
    expect(offsets(later).at(-1)).toBe(504);
    expect(later.more).toEqual({ 0: 504 });
  });
});
