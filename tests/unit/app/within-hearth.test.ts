import { expect, it } from 'vitest';
import { withinHearth } from '@/app/sign-in/within-hearth';

it.each([
  ['/sensors?sort=name#top', '/sensors?sort=name#top'],
  ['sensors', '/sensors'],
  ['', '/'],
  [undefined, '/'],
  [['/a', '/b'], '/'],
  ['https://evil.example/', '/'],
  ['//evil.example', '/'],
  ['/\\evil.example', '/'],
  ['/\t/evil.example', '/'],
  ['/.//evil.example', '/'],
  ['\\\\evil.example', '/'],
  ['javascript:alert(1)', '/'],
  ['http://[', '/'],
])('leads whoever wanted to go to %j to %s', (next, leads) => {
  expect(withinHearth(next)).toBe(leads);
});
