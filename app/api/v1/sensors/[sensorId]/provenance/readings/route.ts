import { columnReadings } from '@/app/_data/provenance';
import { answer } from '../../../../answer';
import { queryOf, SensorId, SpanQuery } from '../../../series-query';

/** The readings of one column of a chart: how many, and which one can ask about. */
export function GET(
  request: Request,
  { params }: { params: Promise<{ sensorId: string }> },
): Promise<Response> {
  return answer(async () => {
    const sensorId = SensorId.parse((await params).sensorId);
    const { quantity, channel, from, to } = SpanQuery.parse(queryOf(request));
    return columnReadings({ sensorId, quantity, channel: channel ?? null }, { from, to });
  });
}
