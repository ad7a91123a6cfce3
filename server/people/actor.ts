import type { Visitor } from '@/contracts/people';

/** Who does something, and from where, as the record has it. */
export interface Actor {
  readonly who: string;
  /** Undefined: on the machine itself. */
  readonly address: string | undefined;
}

export function actorOf(visitor: Visitor, address: string): Actor {
  const [kind] = visitor.key.split(' ');
  return { who: visitor.email ?? `${kind === 'token' ? 'token' : 'share link'} “${visitor.name}”`, address };
}
