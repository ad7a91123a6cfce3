import type { GuardedConnection } from './guarded-connection';
import type { Letter } from './letters';
import { messageUid } from './message-uid';
import type { Refusal } from './packet-guard';

/** What the dead letters say of a PUBLISH that claimed more than anybody reads. */
export function claimLetter(
  connection: GuardedConnection,
  { qos, claimed, body }: NonNullable<Refusal['publish']>,
  allowed: number,
): Letter {
  const topicBytes = body.length < 2 ? 0 : body.readUInt16BE(0);
  return {
    code: 'TOO_LARGE',
    detail: `${claimed} bytes; allowed: ${allowed}`,
    uid: messageUid(),
    topic: body.toString('utf8', 2, 2 + topicBytes),
    source: connection.sender?.id ?? connection.socket.remoteAddress ?? '',
    bytes: body.subarray(2 + topicBytes + (qos > 0 ? 2 : 0)),
  };
}
