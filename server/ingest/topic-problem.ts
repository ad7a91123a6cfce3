const TOPIC_BYTES = 256;
const TOPIC_LEVELS = 16;
const SLASH = 47;

/** What is wrong with a topic that a message is published to, undefined when nothing is. */
export function topicProblem(topic: string): string | undefined {
  if (topic.length === 0) return 'the topic is empty';
  if (
    topic.length > TOPIC_BYTES ||
    (topic.length > TOPIC_BYTES / 3 && Buffer.byteLength(topic) > TOPIC_BYTES)
  )
    return `the topic is longer than ${TOPIC_BYTES} bytes`;
  let levels = 1;
  for (let at = 0; at < topic.length; at++) {
    const code = topic.charCodeAt(at);
    if (code === SLASH) levels += 1;
    else if (code === 0) return 'the topic contains NUL';
    else if (code === 35 || code === 43) return 'the topic contains a wildcard';
    // What the parser puts where bytes are no UTF-8.
    else if (code === 0xfffd) return 'the topic is not UTF-8';
  }
  return levels > TOPIC_LEVELS ? `the topic has more than ${TOPIC_LEVELS} levels` : undefined;
}

/** The broker's own topics: what is published there would steer it. */
export function isReserved(topic: string): boolean {
  return topic.startsWith('$SYS');
}
