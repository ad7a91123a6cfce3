const MOST_LEVELS = 2;
const LONGEST = 80;

/** What a mapping is called: the name that it was given or, from its topic, the last levels that say something. */
export function mappingName({
  name,
  topic,
}: {
  readonly name?: string | undefined;
  readonly topic: string;
}): string {
  if (name !== undefined) return name;
  const levels = topic.split('/').filter((level) => level !== '' && !/^(\+|#|\{.*\})$/.test(level));
  return levels.slice(-MOST_LEVELS).join('/').slice(0, LONGEST) || topic.slice(0, LONGEST);
}
