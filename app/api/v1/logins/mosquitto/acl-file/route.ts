import { saved } from '../saved';

/** For a Mosquitto of one's own: what each login may. */
export function GET(): Promise<Response> {
  return saved('acl-file', 'hearth-acl');
}
