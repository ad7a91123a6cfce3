import { span } from '@/app/_data/sensors';
import { answer } from '../../../answer';
import { queryOf, SensorId, SpanQuery } from '../../series-query';

/** A span of one series, at most one row a pixel column, and the cursor at which a watch goes on. */
export function GET(
  request: Request,
  { params }: { params: Promise<{ sensorId: string }> },
): Promise<Response> {
  return answer(async () => {
    const sensorId = SensorId.parse((await params).sensorId);
    const { quantity, channel, ...wanted } = SpanQuery.parse(queryOf(request));
    return span({ sensorId, quantity, channel: channel ?? null }, wanted);
  });
}
