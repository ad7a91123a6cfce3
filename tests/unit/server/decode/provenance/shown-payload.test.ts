import { expect, it } from 'vitest';
import { shownPayload } from '@/server/decode/provenance/shown-payload';

const marked = ({ text, mark }: ReturnType<typeof shownPayload>) => mark && text.slice(mark.start, mark.end);

it('a short text is shown whole, with its mark', () => {
  const shown = shownPayload(Buffer.from('{"n":"ü","t":216}'), { start: 13, end: 16 });

  expect(shown).toMatchObject({ text: '{"n":"ü","t":216}', isText: true, cutBefore: false, cutAfter: false });
  expect(marked(shown)).toBe('216');
});

it('of a long text what stands around the mark is shown', () => {
  const text = `${'🔥'.repeat(5_000)}216${' '.repeat(5_000)}`;
  const shown = shownPayload(Buffer.from(text), { start: 10_000, end: 10_003 });

  expect(shown).toMatchObject({ cutBefore: true, cutAfter: true });
  expect(shown.text.length).toBeLessThanOrEqual(2_048);
  expect(marked(shown)).toBe('216');
  expect(encodeURIComponent(shown.text)).toMatch(/^%F0%9F%94%A5/);
});

it('without a mark it begins at the beginning', () => {
  const shown = shownPayload(Buffer.from('x'.repeat(5_000)), undefined);

  expect(shown).toMatchObject({ cutBefore: false, cutAfter: true, mark: null });
});

it('bytes are shown as digits, the mark over theirs', () => {
  const shown = shownPayload(Buffer.from([0xff, 0x00, 0xd8, 0x07]), { start: 1, end: 3 });

  expect(shown).toMatchObject({ text: 'ff 00 d8 07', isText: false, cutAfter: false });
  expect(marked(shown)).toBe('00 d8');
  const long = shownPayload(Buffer.alloc(5_000, 0xff), { start: 4_000, end: 4_002 });
  expect(marked(long)).toBe('ff ff');
  expect(long).toMatchObject({ cutBefore: true, cutAfter: true });
});
