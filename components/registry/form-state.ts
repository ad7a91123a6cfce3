/** Why a form was not taken: a sentence, and the field that it is about. */
export interface Refusal {
  readonly problem: string;
  readonly field?: string;
}

/** A server action as a form takes it. */
export type FormAction = (before: Refusal | undefined, form: FormData) => Promise<Refusal | undefined>;
