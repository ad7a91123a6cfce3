import { sent } from '@/app/_data/sensors';
import { answer } from '../../../answer';
import { queryOf, ReadingsQuery, SensorId } from '../../series-query';

const MOST = 20;

/** The messages of which the newest readings of one series came, as they were sent. */
export function GET(
  request: Request,
  { params }: { params: Promise<{ sensorId: string }> },
): Promise<Response> {
  return answer(async () => {
    const sensorId = SensorId.parse((await params).sensorId);
    const { quantity, channel, limit } = ReadingsQuery.parse(queryOf(request));
    return sent({ sensorId, quantity, channel: channel ?? null }, Math.min(MOST, limit));
  });
}
