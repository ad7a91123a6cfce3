import { devicesHeard } from '@/app/_data/devices';
import { answer } from '../../answer';

/** The devices that were heard and feed no sensor, with their newest values. */
export function GET(): Promise<Response> {
  return answer(devicesHeard);
}
