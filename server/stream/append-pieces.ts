import { encodeRecords, stampBatch } from './encode-records';
import type { ClusterMetadata } from './metadata';
import { partitionOf } from './murmur2';
import type { OutgoingRecord } from './types';
import type { WriterIdentity } from './writer-identity';

/** What of a batch goes to one partition: one unit of Kafka's log. */
export interface Piece {
  readonly topic: string;
  readonly partition: number;
  readonly records: readonly OutgoingRecord[];
  /** Where in the batch each record stands. */
  readonly places: readonly number[];
  readonly bytes: Buffer;
  stampedBy: WriterIdentity | undefined;
}

const scratch = Buffer.allocUnsafe(4_096);

/** The batch by partition, each in the batch's order. Every topic must be in the metadata. */
export async function cutByPartition(
  records: readonly OutgoingRecord[],
  metadata: ClusterMetadata,
): Promise<Piece[]> {
  const places = new Map<string, { topic: string; partition: number; at: number[] }>();
  records.forEach(({ topic, key }, index) => {
    const partition = choosePartition(key, metadata.topics.get(topic)?.leaders.length ?? 1);
    const name = nameOf({ topic, partition });
    const group = places.get(name);
    if (group === undefined) places.set(name, { topic, partition, at: [index] });
    else group.at.push(index);
  });
  const pieces = [...places.values()].map(({ topic, partition, at }) =>
    aPiece({ topic, partition }, pick(records, at), at),
  );
  return Promise.all(pieces);
}

/** The piece in two, the order kept. */
export function halve(piece: Piece): Promise<Piece[]> {
  const middle = Math.ceil(piece.records.length / 2);
  return Promise.all([
    aPiece(piece, piece.records.slice(0, middle), piece.places.slice(0, middle)),
    aPiece(piece, piece.records.slice(middle), piece.places.slice(middle)),
  ]);
}

/** Gives the piece its place in the writer's row. A second time it keeps the first: that makes a repeat recognisable. */
export function stamp(piece: Piece, identity: WriterIdentity): void {
  if (piece.stampedBy === identity) return;
  stampBatch(piece.bytes, identity.stampFor(nameOf(piece)));
  piece.stampedBy = identity;
}

export function nameOf(piece: { readonly topic: string; readonly partition: number }): string {
  return `${piece.topic}/${piece.partition}`;
}

async function aPiece(
  to: { readonly topic: string; readonly partition: number },
  records: readonly OutgoingRecord[],
  places: readonly number[],
): Promise<Piece> {
  const bytes = await encodeRecords(records, Date.now());
  return { topic: to.topic, partition: to.partition, records, places, bytes, stampedBy: undefined };
}

function pick(records: readonly OutgoingRecord[], at: readonly number[]): OutgoingRecord[] {
  return at.flatMap((index) => records[index] ?? []);
}

function choosePartition(key: string, partitions: number): number {
  if (partitions === 1) return 0;
  // A character is at most three bytes.
  if (key.length * 3 > scratch.length) {
    const bytes = Buffer.from(key);
    return partitionOf(bytes, bytes.length, partitions);
  }
  return partitionOf(scratch, scratch.write(key), partitions);
}
