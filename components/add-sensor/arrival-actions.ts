import type { TaughtReading } from '@/contracts/arrival';
import type { Credentials } from '@/contracts/device-login';
import type { Outcome } from '@/contracts/registry';

/** Why the last step could not be taken. */
export interface FinishOutcome {
  readonly problem: string;
  readonly field?: string;
}

export interface ArrivalWish {
  readonly family: string;
  readonly name: string;
  readonly room: string;
  readonly own: string;
}

export interface ArrivalActions {
  newPassword(user: string): Promise<Outcome<Credentials>>;
  /** The address for a phone at the bench, without the password. */
  phoneAddress(user: string): Promise<string | undefined>;
  cancelArrival(user: string): Promise<Outcome<null>>;
  /** Undefined when it is taught, else why not. */
  teachArrival(user: string, topic: string, readings: readonly TaughtReading[]): Promise<string | undefined>;
  finishArrival(
    user: string,
    before: FinishOutcome | undefined,
    form: FormData,
  ): Promise<FinishOutcome | undefined>;
}
