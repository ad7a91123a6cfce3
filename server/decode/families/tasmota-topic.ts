/** What a Tasmota topic is about. */
export type TasmotaTopic =
  | { readonly kind: 'sensor' | 'state' | 'status' | 'lwt' | 'info' | 'result'; readonly device: string }
  /** A device describes itself. */
  | { readonly kind: 'config' }
  /** Tasmota's, and nothing to measure: commands, answers, switches. */
  | { readonly kind: 'rest' };

const TELEMETRY: Readonly<Record<string, 'sensor' | 'state' | 'lwt' | 'info' | 'result'>> = {
  SENSOR: 'sensor',
  ENERGY: 'sensor',
  // SetOption118.
  ZbReceived: 'sensor',
  RESULT: 'result',
  STATE: 'state',
  LWT: 'lwt',
  INFO1: 'info',
};
const REST = /^(?:INFO[23]|UPTIME|MARGINS|HASS_STATE|WAKEUP|RESULT|POWER\d*|STATUS\d*)$/;
// Sensors, polled or told when power changes; 11 is the state, and 0 all at once.
const STATUS = /^STATUS(?:0|8|10|11)$/;

/**
 * Prefix and name stand in the order the owner chose, so the level `tele` or `stat` tells, not its place. The device is
 * what remains of the topic: unique whatever the order.
 */
export function tasmotaTopic(levels: readonly string[]): TasmotaTopic | undefined {
  if (levels[0] === 'tasmota' && levels[1] === 'discovery') {
    return levels.length === 4 && levels[3] === 'config' ? { kind: 'config' } : { kind: 'rest' };
  }
  const last = levels.at(-1) ?? '';
  const at = levels.findIndex((level) => level === 'tele' || level === 'stat' || level === 'cmnd');
  if (at < 0 || at === levels.length - 1) return undefined;
  const device = levels.filter((_, index) => index !== at && index !== levels.length - 1).join('/');
  if (device === '') return undefined;
  if (levels[at] === 'cmnd') return { kind: 'rest' };
  const kind = Object.hasOwn(TELEMETRY, last) && levels[at] === 'tele' ? TELEMETRY[last] : undefined;
  if (kind !== undefined) return { kind, device };
  if (levels[at] === 'stat' && STATUS.test(last)) return { kind: 'status', device };
  return REST.test(last) ? { kind: 'rest' } : undefined;
}

/** The device that a FullTopic such as `home/%topic%/%prefix%/` makes of a topic. */
export function deviceOfFullTopic(fullTopic: string, topic: string): string {
  return fullTopic
    .split('/')
    .filter((level) => level !== '' && level !== '%prefix%')
    .map((level) => level.replaceAll('%topic%', topic))
    .join('/');
}
