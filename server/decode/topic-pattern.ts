const MAX_PATTERN_LEVELS = 8;
const MAX_LEVEL_CHARACTERS = 40;

// Whole numbers; 6 or more hexadecimal digits with a digit among them (MAC, chip id, UUID's parts), also with an 0x or
// after a separator, as in shellyplus1-a8032abe54dc.
const NUMBER = /^\d+$/;
const ID_PART = /^(?:0x)?(?=[a-f]*\d)[0-9a-f]{6,}$/i;
const MAC = /^[0-9a-f]{2}(?:[:-][0-9a-f]{2}){5,7}$/i;

/**
 * What the topics of like devices have in common: levels that are numbers or hold an id become `+`, what is deeper than
 * eight levels `#`. `shellies/shelly-a8032a/relay/0` is `shellies/+/relay/+`.
 */
export function topicPattern(topic: string): string {
  const levels = topic.split('/');
  const kept = levels
    .slice(0, MAX_PATTERN_LEVELS)
    .map((level) => (isIdentity(level) ? '+' : level.slice(0, MAX_LEVEL_CHARACTERS)));
  return (levels.length > MAX_PATTERN_LEVELS ? [...kept.slice(0, -1), '#'] : kept).join('/');
}

/** A number, or something with an id in it. */
export function isIdentity(level: string): boolean {
  if (NUMBER.test(level) || MAC.test(level)) return true;
  return level.split(/[-_.:@ ]/).some((part) => ID_PART.test(part));
}
