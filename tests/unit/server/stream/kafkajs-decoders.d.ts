/** What kafkajs reads a batch with: the other opinion in the tests. */

declare module 'kafkajs/src/protocol/decoder.js' {
  export default class Decoder {
    constructor(bytes: Buffer);
  }
}

declare module 'kafkajs/src/protocol/recordBatch/v0/decoder.js' {
  import type Decoder from 'kafkajs/src/protocol/decoder.js';

  interface ReadBatch {
    producerId: string;
    producerEpoch: number;
    firstSequence: number;
    records: { key: Buffer | null; value: Buffer | null; timestamp: string }[];
  }
  export default function decodeBatch(from: Decoder): Promise<ReadBatch>;
}
