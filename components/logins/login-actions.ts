import type { Credentials } from '@/contracts/device-login';
import type { Outcome } from '@/contracts/registry';

export interface LoginActions {
  readonly addLogin: (wish: {
    readonly name: string;
    readonly kind: string;
    readonly prefixes: string;
    readonly reads: string;
  }) => Promise<Outcome<Credentials>>;
  readonly rotateLogin: (user: string) => Promise<Outcome<Credentials>>;
  readonly revokeLogin: (user: string) => Promise<Outcome<null>>;
}
