import { describe, expect, it } from 'vitest';
import { isReserved, topicProblem } from '@/server/ingest/topic-problem';

describe('topicProblem', () => {
  it.each(['a', '/', 'home/küche/temperature', 'a/'.repeat(15), 'x'.repeat(256), '€'.repeat(85)])(
    'finds nothing wrong with %s',
    (topic) => {
      expect(topicProblem(topic)).toBeUndefined();
    },
  );

  it.each([
    ['', 'empty'],
    ['x'.repeat(257), 'longer than 256 bytes'],
    ['€'.repeat(86), 'longer than 256 bytes'],
    ['a/'.repeat(16), 'more than 16 levels'],
    ['home/\0', 'NUL'],
    ['home/#', 'wildcard'],
    ['+/power', 'wildcard'],
    [Buffer.from([0x68, 0xc3, 0x28]).toString('utf8'), 'not UTF-8'],
  ])('says what is wrong with %j', (topic, problem) => {
    expect(topicProblem(topic)).toContain(problem);
  });
});

describe('isReserved', () => {
  it('keeps the broker’s own topics for the broker', () => {
    expect(isReserved('$SYS/1/new/clients')).toBe(true);
    expect(isReserved('home/$SYS')).toBe(false);
  });
});
