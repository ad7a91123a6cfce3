/** Kafka's error codes this folder acts on. */
export const NONE = 0;
export const OFFSET_OUT_OF_RANGE = 1;
export const UNKNOWN_TOPIC_OR_PARTITION = 3;
export const INVALID_TOPIC = 17;
export const UNKNOWN_TOPIC_ID = 100;

/** This batch never, whoever sends it and however often: the guilty record is inside. */
export const REFUSALS: ReadonlyMap<number, string> = new Map([
  [10, 'MESSAGE_TOO_LARGE'],
  [17, 'INVALID_TOPIC_EXCEPTION'],
  [18, 'RECORD_LIST_TOO_LARGE'],
  [32, 'INVALID_TIMESTAMP'],
  [76, 'UNSUPPORTED_COMPRESSION_TYPE'],
  [87, 'INVALID_RECORD'],
]);

/** Kafka has lost the thread of this writer: another writer begins anew, with the same batch. */
export const WRITER_LOST: ReadonlySet<number> = new Set([45, 46, 47, 59, 90]);

/** A code of Kafka's that isn't an answer yet: another try may do. */
export class KafkaFault extends Error {
  constructor(
    what: string,
    readonly code: number,
  ) {
    super(`${what} met Kafka's error ${code}`);
  }
}
