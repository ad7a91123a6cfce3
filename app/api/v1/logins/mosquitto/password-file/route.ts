import { saved } from '../saved';

/** For a Mosquitto of one's own: who gets in, with hashes of their passwords. */
export function GET(): Promise<Response> {
  return saved('password-file', 'hearth-logins');
}
