/** A wish that can't be met; its message is one sentence for a person. */
export class CannotDo extends Error {}

export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message || error.name : String(error);
}
