import { ByteReader } from './byte-reader';
import { ByteWriter } from './byte-writer';
import { KafkaFault, NONE } from './error-codes';
import type { Wire } from './wire';

const LIST_OFFSETS = 2;
const VERSION = 3;
const CONSUMER = -1;
const READ_UNCOMMITTED = 0;

export const LOG_START = -2;
export const LOG_END = -1;

/**
 * The first offset whose timestamp is at or after a moment (ms since 1970), or one of the ends of the log. Undefined when
 * no record is that new.
 */
export async function offsetAt(
  leader: Wire,
  topic: string,
  partition: number,
  moment: number,
): Promise<number | undefined> {
  const body = new ByteWriter().int32(CONSUMER).int8(READ_UNCOMMITTED).int32(1).string(topic);
  body.int32(1).int32(partition).int64(moment);
  const answer = await leader.call({
    apiKey: LIST_OFFSETS,
    apiVersion: VERSION,
    apiName: 'ListOffsets',
    body: body.written(),
    read: readAnswer,
  });
  if (answer.error !== NONE) throw new KafkaFault(`the ends of ${topic}/${partition}`, answer.error);
  return answer.offset < 0 ? undefined : answer.offset;
}

function readAnswer(payload: Buffer): { error: number; offset: number } {
  const from = new ByteReader(payload).skip(4);
  const [topic] = from.array((entry) => {
    entry.string();
    return entry.array((partition) => {
      const error = partition.skip(4).int16();
      return { error, offset: partition.skip(8).int64() };
    });
  });
  const [partition] = topic ?? [];
  if (partition === undefined) throw new Error("Kafka's answer leaves out the partition asked for");
  return partition;
}
