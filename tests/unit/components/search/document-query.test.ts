import { describe, expect, it } from 'vitest';
import { formOf, paramsOf, problemsOf, questionOf, spanOf } from '@/components/search/document-query';

const NOW = Date.UTC(2026, 10, 29);
const form = (query: string) => formOf(new URLSearchParams(query));

describe('what is looked for', () => {
  it('stands in the address, but for what is as it always is', () => {
    expect(paramsOf(form(''))).toBe('');
    expect(paramsOf(form('sensor=kitchen&least=20,5&odd=1'))).toBe('sensor=kitchen&least=20%2C5');
  });

  it('reaches over a span that ends now, or one that was chosen', () => {
    expect(spanOf(form('range=1h'), NOW)).toEqual({ from: NOW - 3_600_000, to: NOW });
    expect(spanOf(form('range=30d'), NOW)).toEqual({ from: NOW - 30 * 86_400_000, to: NOW });
    expect(spanOf(form('range=1000-61000'), NOW)).toEqual({ from: 1_000, to: 61_000 });
    expect(spanOf(form('range=nonsense'), NOW)).toEqual({ from: NOW - 86_400_000, to: NOW });
  });

  it('takes numbers as people write them, and says what is none', () => {
    expect(questionOf(form('range=1000-61000&least=20,5&most=30.0'), NOW, 50)).toEqual({
      ...{ from: 1_000, to: 61_000, skip: 50 },
      ...{ least: 20.5, most: 30 },
    });
    expect(problemsOf(form('least=warm&most=30'))).toEqual({ least: 'A number, such as 21.5' });
    expect(problemsOf(form('least=30&most=20'))).toEqual({ most: 'Less than “at least”' });
    expect(problemsOf(form(''))).toEqual({});
    expect(questionOf(form('range=1000-61000&least=1.234,5&most=0x1F'), NOW, 0)).toMatchObject({
      least: 1234.5,
    });
    expect(problemsOf(form('least=0x1F'))).toEqual({ least: 'A number, such as 21.5' });
  });
});
