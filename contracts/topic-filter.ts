const MAX_BYTES = 256;
const MAX_LEVELS = 16;
/** A level that is any one, by a name: `climate/{room}/temperature`. */
const NAMED = /^\{([A-Za-z][A-Za-z0-9_-]{0,31})\}$/;

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
  const names = levels.flatMap((level) => NAMED.exec(level)?.[1] ?? []);
  const twice = names.find((name, place) => names.indexOf(name) !== place);
  if (twice !== undefined) return `{${twice}} stands twice: each level has a name of its own`;
  return undefined;
}

/** Whether there are topics that both filters cover, as MQTT reads them. */
export function overlap(one: string, other: string): boolean {
  const [levels, others] = [one.split('/'), other.split('/')];
  for (let at = 0; ; at += 1) {
    const [level, otherLevel] = [levels[at], others[at]];
    if (level === '#' || otherLevel === '#') return true;
    if (level === undefined || otherLevel === undefined) return level === otherLevel;
    if (level !== otherLevel && level !== '+' && otherLevel !== '+') return false;
  }
}

/** The filter as MQTT knows it: levels with a name are `+`. */
export function mqttFilterOf(filter: string): string {
  return filter
    .split('/')
    .map((level) => (NAMED.test(level) ? '+' : level))
    .join('/');
}

/** The name of each level, undefined where it has none. */
export function levelNames(filter: string): readonly (string | undefined)[] {
  return filter.split('/').map((level) => NAMED.exec(level)?.[1]);
}

/** Which level a number or a name means, counted from 0; undefined where the filter has none such. */
export function levelAt(filter: string, level: number | string): number | undefined {
  const names = levelNames(filter);
  if (typeof level === 'string') return names.includes(level) ? names.indexOf(level) : undefined;
  return level < names.length || filter.endsWith('#') ? level : undefined;
}
