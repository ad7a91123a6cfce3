import { sensor } from '@/app/_data/sensors';
import { answer, Refusal } from '../../answer';
import { SensorId } from '../series-query';

/** One sensor with its newest values, and the cursor at which a watch goes on. */
export function GET(
  _request: Request,
  { params }: { params: Promise<{ sensorId: string }> },
): Promise<Response> {
  return answer(async () => {
    const found = await sensor(SensorId.parse((await params).sensorId));
    if (found === undefined) throw new Refusal(404, 'There is no such sensor.');
    return found;
  });
}
