import { expect, it } from 'vitest';
import { issueWords } from '@/components/mappings/tried-values';

it('says of a text that no pattern finds anything in, of other messages that a condition does not hold', () => {
  const issue = { issue: 'NOT_MINE', detail: '' } as const;

  expect(issueWords(issue, 'regex')).toBe('the pattern finds nothing in it.');
  expect(issueWords(issue, 'json')).toBe('its condition does not hold.');
});
