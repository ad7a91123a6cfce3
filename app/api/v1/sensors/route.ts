import { sensors } from '@/app/_data/sensors';
import { answer } from '../answer';

/** Every sensor with its newest values, and the cursor at which a watch of the home goes on. */
export function GET(): Promise<Response> {
  return answer(sensors);
}
