/** Where a topic stands in the convention. */
export interface HomieTopic {
  readonly version: 4 | 5;
  readonly domain: string;
  readonly device: string;
  /** The device, with the domain where that isn't the usual one. */
  readonly key: string;
  /** What follows the device. */
  readonly path: readonly string[];
}

const DEFAULT_DOMAIN = 'homie';

/** `homie/5/device/…`, below another domain too, or `homie/device/…`; undefined for any other topic. */
export function homieTopic(levels: readonly string[]): HomieTopic | undefined {
  const [domain = '', second = '', third = '', ...rest] = levels;
  if (second === '5' && third !== '' && rest.length > 0) {
    const key = domain === DEFAULT_DOMAIN ? third : `${domain}/${third}`;
    return { version: 5, domain, device: third, key, path: rest };
  }
  if (domain !== DEFAULT_DOMAIN || second === '' || levels.length < 3) return undefined;
  return { version: 4, domain, device: second, key: second, path: [third, ...rest] };
}
