import 'server-only';
import type {
  MessageFilter,
  MessageFrom,
  MessagePage,
  MissingMessage,
  WholeMessage,
} from '@/contracts/topic-messages';
import { BadFilter, readMessage, readMessages } from '@/server/topics/queries';
import { handedToPages } from '@/server/web/queries';
import { whoMay } from './asking';

export interface MessagesAsked {
  readonly topic: string;
  readonly partition: number | undefined;
  readonly from: MessageFrom;
  readonly filter: MessageFilter;
  readonly limit: number;
}

/** A page of messages; a sentence for a filter that means nothing, undefined for a topic that isn't there. */
export async function topicMessages(asked: MessagesAsked): Promise<MessagePage | string | undefined> {
  await whoMay('run');
  try {
    return await readMessages(handedToPages(), asked);
  } catch (error) {
    if (error instanceof BadFilter) return error.message;
    throw error;
  }
}

/** A whole message, or why there is none. */
export async function topicMessage(
  topic: string,
  partition: number,
  offset: number,
): Promise<WholeMessage | MissingMessage | undefined> {
  await whoMay('run');
  return readMessage(handedToPages(), topic, partition, offset);
}
