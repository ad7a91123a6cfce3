import { z } from 'zod';
import { Case } from './case';

/** Cases, one a line; a line that is none is told of, and the others count. */
export interface CasesRead {
  readonly cases: readonly Case[];
  /** What is wrong, and in which line, a sentence each. */
  readonly problems: readonly string[];
  /** Whether any line says what it expects. */
  readonly isScored: boolean;
}

export function readCases(lines: string): CasesRead {
  const cases: Case[] = [];
  const problems: string[] = [];
  let isScored = false;
  for (const [index, line] of lines.split('\n').entries()) {
    if (line.trim() === '') continue;
    const problem = (what: string) => problems.push(`line ${index + 1}: ${what}`);
    const json = parsed(line);
    if (json === undefined) {
      problem('not JSON');
      continue;
    }
    const given = Case.safeParse(json);
    if (given.success) {
      cases.push(given.data);
      isScored ||= Object.hasOwn(Object(json), 'expected');
    } else problem(z.prettifyError(given.error).replaceAll('\n', ' '));
  }
  return { cases, problems, isScored };
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
