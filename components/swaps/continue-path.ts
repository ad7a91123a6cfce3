import type { DeviceName } from '@/contracts/device';

/** Where it is said that a device continues a sensor; which one may be chosen there. */
export function continuePath({ family, key }: DeviceName, chosen: { readonly sensor?: string } = {}): string {
  const query = new URLSearchParams({ family, key, ...chosen });
  return `/sensors/new/continue?${query}`;
}
