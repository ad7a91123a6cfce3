import { expect, it } from 'vitest';
import { leavesOf } from '@/server/decode/leaves';

it('the values of a document have pointers, in its order', () => {
  expect(leavesOf('{"a/b":{"t~1":21.5,"on":true},"list":["7 W",null]}')).toEqual([
    { pointer: '/a~1b/t~01', text: '21.5', isNumeric: true },
    { pointer: '/a~1b/on', text: 'true', isNumeric: false },
    { pointer: '/list/0', text: '7 W', isNumeric: true },
    { pointer: '/list/1', text: 'null', isNumeric: false },
  ]);
});

it('what is no document is one value; a large one is cut', () => {
  expect(leavesOf(' 21.5 ')).toEqual([{ pointer: '', text: '21.5', isNumeric: true }]);
  expect(leavesOf('on')).toEqual([{ pointer: '', text: 'on', isNumeric: false }]);
  expect(leavesOf(JSON.stringify(Array.from({ length: 500 }, () => 'x'.repeat(200))))).toHaveLength(80);
});
