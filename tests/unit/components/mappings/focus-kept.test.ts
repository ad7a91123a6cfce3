import { describe, expect, it } from 'vitest';
import { lineToFocus } from '@/components/mappings/use-focus-kept';

const [first, second, third] = [{ key: 1 }, { key: 2 }, { key: 3 }];
const focused = (before: readonly { key: number }[], now: readonly { key: number }[]) =>
  lineToFocus(before, now, (one, other) => one.key === other.key);

describe('the focus of a list whose pressed button is gone', () => {
  it('goes to the line that was added or filled', () => {
    const filled = { key: 2 };

    expect(focused([first], [first, second])).toBe(second);
    expect(focused([first, second], [first, filled])).toBe(filled);
  });

  it('goes to the line that stands in the place of the one taken away, else to the last', () => {
    expect(focused([first, second, third], [first, third])).toBe(third);
    expect(focused([first, second], [first])).toBe(first);
  });

  it('goes to what adds one where no line is left', () => {
    expect(focused([first], [])).toBe('none left');
  });

  it('goes nowhere where all of it is another', () => {
    expect(focused([first, second], [{ key: 1 }, { key: 2 }])).toBeUndefined();
    expect(focused([], [])).toBeUndefined();
  });
});
