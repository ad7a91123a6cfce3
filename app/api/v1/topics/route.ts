import { topics } from '@/app/_data/topics';
import { answer } from '../answer';

/** Every topic, as wished and as it is. */
export function GET(): Promise<Response> {
  return answer(topics, 'The wishes can’t be read right now.');
}
