/** What a connection was ended over. */
export type EndReason =
  /** CONNACK said no. */
  | 'login'
  /** A login that may no longer be here: revoked or banned. */
  | 'logged_out'
  | 'no_connect'
  | 'malformed'
  | 'too_large'
  /** A long packet didn't come whole. */
  | 'too_slow'
  /** Its keepalive ran out. */
  | 'silent'
  /** It didn't read what it had subscribed to. */
  | 'unread'
  /** Over one of its messages, which is counted by itself. */
  | 'message'
  /** There was no room for it. */
  | 'full';

/** A connection that we end, and why. */
export class Ended extends Error {
  constructor(
    readonly reason: EndReason,
    message: string,
  ) {
    super(message);
  }
}
