const MAX_BYTES = 256;
const MAX_LEVELS = 16;

/** What is wrong with an MQTT topic filter, in one sentence; undefined when nothing is. */
export function topicFilterProblem(filter: string): string | undefined {
  if (filter === '') return 'a topic filter has at least one character';
  if (new TextEncoder().encode(filter).length > MAX_BYTES) return `a topic has at most ${MAX_BYTES} bytes`;
  if (filter.includes('\0')) return 'a topic has no NUL character';
  if (filter.startsWith('$')) return 'topics that begin with $ belong to the broker';
  const levels = filter.split('/');
  if (levels.length > MAX_LEVELS) return `a topic has at most ${MAX_LEVELS} levels`;
  if (levels.slice(0, -1).includes('#')) return '# stands only at the end of a topic filter';
  if (levels.some((level) => level.length > 1 && /[+#]/.test(level))) return '+ and # stand for whole levels';
  return undefined;
}
