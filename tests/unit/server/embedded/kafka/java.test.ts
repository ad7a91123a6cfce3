import { describe, expect, it } from 'vitest';
import { javaProblem } from '@/server/embedded/kafka/java';

describe('javaProblem', () => {
  it.each([
    'openjdk version "17.0.15" 2025-04-15',
    'java version "25" 2025-09-16',
    'openjdk version "21-ea" 2023',
  ])('takes %s', (words) => {
    expect(javaProblem(words)).toBeUndefined();
  });

  it.each([
    ['openjdk version "11.0.2" 2019-01-15', 'Java 11'],
    ['java version "1.8.0_392"', 'Java 8'],
    ['The operation couldn’t be completed. Unable to locate a Java Runtime.', '"The operation'],
  ])('refuses %s in one sentence with the way out', (words, named) => {
    const problem = javaProblem(words);

    expect(problem).toContain(`needs Java 17 or newer and the one on PATH is ${named}`);
    expect(problem).toContain('KAFKA_BROKERS');
    expect(problem).not.toContain('\n');
  });
});
