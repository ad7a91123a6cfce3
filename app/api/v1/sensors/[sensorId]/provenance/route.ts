import { provenance } from '@/app/_data/provenance';
import { answer, Refusal } from '../../../answer';
import { queryOf, ReadingQuery, SensorId } from '../../series-query';

/** Where one reading comes from: what the device sent, how it was read, and its way here. */
export function GET(
  request: Request,
  { params }: { params: Promise<{ sensorId: string }> },
): Promise<Response> {
  return answer(async () => {
    const sensorId = SensorId.parse((await params).sensorId);
    const { quantity, channel, at } = ReadingQuery.parse(queryOf(request));
    const found = await provenance({ sensorId, quantity, channel: channel ?? null }, at);
    if (found === undefined) throw new Refusal(404, 'History keeps no reading of that moment.');
    return found;
  }, 'Where this number comes from can’t be looked up right now.');
}
