import type { DeadLetterCode } from '@/contracts/dead-letter';

/** Why a message gave nothing. */
export interface Refusal {
  readonly code: DeadLetterCode;
  readonly detail: string;
}

export function refuse(code: DeadLetterCode, detail: string): Refusal {
  return { code, detail };
}
