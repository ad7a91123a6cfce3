/**
 * What is seen of a login at the broker's door. `connected`: somebody, before a login; `tls_failed`: a handshake that came to nothing;
 * `refused`: not let in; `accepted`: let in; `forbidden`: tried what it may not; `said`: a message came; `stored`: Kafka has it.
 */
export type LoginEventKind =
  | 'connected'
  | 'tls_failed'
  | 'refused'
  | 'accepted'
  | 'forbidden'
  | 'said'
  | 'stored';

/** Why a login was refused, in one word. */
export type RefusalReason = 'no_login' | 'unknown' | 'password' | 'banned' | 'away' | 'client_id';

/** Moments in ms since 1970. */
export interface LoginEvent {
  readonly id: number;
  /** False: nobody knows whose connection it was. */
  readonly isOwn: boolean;
  readonly at: number;
  readonly kind: LoginEventKind;
  readonly address: string | null;
  readonly detail: {
    /** A sentence. */
    readonly reason?: string;
    readonly why?: RefusalReason;
    /** The user name that was given. */
    readonly user?: string;
    /** Of the handshake, such as `TLSv1.3`; null: without. */
    readonly tls?: string | null;
    readonly clientId?: string;
    readonly topic?: string;
    readonly bytes?: number;
    readonly qos?: number;
    /** What it tried: `publish` or `subscribe`. */
    readonly what?: string;
  };
}
