/** Kafka's record batch, format 2: where its fields stand. */
export const BATCH = {
  length: 8,
  magic: 16,
  crc: 17,
  attributes: 21,
  lastOffsetDelta: 23,
  firstTimestamp: 27,
  maxTimestamp: 35,
  producerId: 43,
  producerEpoch: 51,
  firstSequence: 53,
  count: 57,
  records: 61,
} as const;

export const MAGIC = 2;
/** `length` counts what follows it. */
export const LENGTH_COUNTS_FROM = 12;

export const CODEC_MASK = 0b111;
export const NOT_COMPRESSED = 0;
export const GZIP = 1;
export const LOG_APPEND_TIME = 0b1000;
export const CONTROL = 0b100000;
