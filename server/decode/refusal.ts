import type { DeadLetterCode } from '@/contracts/dead-letter';

/** Why a message gave nothing. */
export interface Refusal {
  readonly code: DeadLetterCode;
  readonly detail: string;
  /** What was thrown, where a decoder is at fault. */
  readonly fault?: unknown;
}

export function refuse(code: DeadLetterCode, detail: string): Refusal {
  return { code, detail };
}

/** What is read, or that the reader failed: a fault of Hearth's own costs that one message and no other. */
export function unlessFaulty<Answer>(read: () => Answer): Answer | { readonly refusal: Refusal } {
  try {
    return read();
  } catch (fault) {
    const detail = fault instanceof Error ? fault.message.slice(0, 200) : 'thrown by a decoder';
    return { refusal: { code: 'DECODER_FAULT', detail, fault } };
  }
}
