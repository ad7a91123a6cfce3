import { expect, it } from 'vitest';
import { definitionOf, draftOf, emptyDraft } from '@/components/mappings/draft';

it('a stored mapping is the same after it was a draft, with what the form has no field for', () => {
  const definition = {
    topic: 'home/+/state',
    match: { '/model': 'X' },
    format: 'json',
    decimalSeparator: ',',
    timePath: '/at',
    timeFormat: 'unix_s',
    timeZone: 'Europe/Berlin',
    readings: [
      { path: '/t', quantity: 'temperature', unit: '°F', scale: 0.1, offset: -2, channel: 'flow' },
      { path: '/on', quantity: 'contact', unit: null, channelFromTopic: 1 },
    ],
  };

  expect(definitionOf(draftOf(definition))).toEqual(definition);
});

it('a number alone has no places in it, and what is no number stays as it was typed', () => {
  const [reading] = emptyDraft().readings;
  const draft = { ...emptyDraft('a/b'), format: 'number' as const };
  const readings = reading === undefined ? [] : [{ ...reading, path: '/x', scale: 'ten', offset: '1,5' }];

  expect(definitionOf({ ...draft, readings, timePath: '/at' })).toEqual({
    topic: 'a/b',
    format: 'number',
    readings: [{ quantity: 'temperature', unit: '°C', scale: 'ten', offset: 1.5 }],
  });
});

it('a birth and a last will have words instead of values', () => {
  const usual = { topic: 'esp/status', format: 'availability' };

  expect(definitionOf(draftOf(usual))).toEqual(usual);
  expect(definitionOf(draftOf({ ...usual, online: 'up', offline: 'down' }))).toEqual({
    ...usual,
    online: 'up',
    offline: 'down',
  });
});
