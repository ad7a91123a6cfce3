import { knownOfSensors } from '@/app/_data/sensors-page';
import { answer } from '../answer';

/** What lists say of sensors besides their values, and which logins were turned away lately. */
export function GET(): Promise<Response> {
  return answer(knownOfSensors);
}
