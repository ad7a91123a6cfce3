import { describe, expect, it } from 'vitest';
import { capturesOf, filterParts, topicLabel } from '@/components/mappings/captures';

const TOPICS = ['home/hall/air', 'home/bath/air', 'home/hall/air', 'home'];

describe('the named levels of a filter', () => {
  it('have each text of the wire once', () => {
    expect(capturesOf('home/{room}/+', TOPICS)).toEqual([
      { name: 'room', place: 1, texts: ['hall', 'bath'] },
    ]);
  });

  it('are none where no level has a name', () => {
    expect(capturesOf('home/+/air', TOPICS)).toEqual([]);
  });

  it('tell one topic from another; without any it is told by all of it', () => {
    expect(topicLabel('home/{room}/{kind}', 'home/hall/air')).toBe('hall, air');
    expect(topicLabel('home/+/air', 'home/hall/air')).toBe('home/hall/air');
  });
});

describe('the parts of a filter', () => {
  it('are its names and what stands between them', () => {
    expect(filterParts('home/{room}/air')).toEqual([
      { at: 0, text: 'home/', isName: false },
      { at: 5, text: '{room}', isName: true },
      { at: 11, text: '/air', isName: false },
    ]);
  });

  it('are known apart where they read the same', () => {
    const parts = filterParts('{a}/{b}/{c}/{a}');

    expect(parts.filter(({ text }) => text === '/')).toHaveLength(3);
    expect(new Set(parts.map(({ at }) => at)).size).toBe(parts.length);
  });

  it('are all of it, also while a name is typed', () => {
    for (const filter of ['home/{', 'home/{}/x', '{room}', 'a}{b', ''])
      expect(
        filterParts(filter)
          .map(({ text }) => text)
          .join(''),
      ).toBe(filter);
    expect(filterParts('home/{}/x').some(({ isName }) => isName)).toBe(false);
  });
});
