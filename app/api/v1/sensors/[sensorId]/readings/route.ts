import { newest } from '@/app/_data/sensors';
import { answer } from '../../../answer';
import { queryOf, ReadingsQuery, SensorId } from '../../series-query';

/** The newest readings of one series, newest first. */
export function GET(
  request: Request,
  { params }: { params: Promise<{ sensorId: string }> },
): Promise<Response> {
  return answer(async () => {
    const sensorId = SensorId.parse((await params).sensorId);
    const { quantity, channel, limit } = ReadingsQuery.parse(queryOf(request));
    return newest({ sensorId, quantity, channel: channel ?? null }, limit);
  });
}
