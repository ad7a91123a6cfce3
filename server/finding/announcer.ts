import { networkInterfaces } from 'node:os';
import type { Logger } from 'pino';
import type { Running } from '@/server/context';
import { hostOf, recordsOf, type Service } from './announcement';
import { type Link, openLink } from './link';
import { type Network, networksOf, ownAddresses } from './networks';

const LOOK_EVERY_MS = 10_000;
/** More Hearths in one network than somebody tells apart. */
const MOST_NAMES = 9;

interface Parts {
  readonly services: readonly Service[];
  /** The address of the one network in which it is announced; undefined: all at home. */
  readonly within: string | undefined;
  readonly log: Logger;
  /** It is called so from now on; undefined: by no name. */
  onNamed(name: string | undefined): void;
  readonly interfaces?: typeof networkInterfaces;
  readonly lookEveryMs?: number;
}

/** Looks for a name that nobody has, announces it, and holds it while networks come and go; never fails a start. */
export async function startAnnouncer(parts: Parts): Promise<Running> {
  const { log, within, interfaces = networkInterfaces, lookEveryMs = LOOK_EVERY_MS } = parts;
  let links: readonly Link[] = [];
  let told = '';
  let trouble = '';
  let number = 1;
  let name: string | undefined;
  const call = (now: string | undefined) => {
    if (now !== name) parts.onNamed(now);
    name = now;
  };
  let work = Promise.resolve();
  let isStopped = false;

  const close = async () => {
    const before = links;
    links = [];
    await Promise.all(before.map((link) => link.close()));
  };
  const announce = async () => {
    await close();
    const networks = networksOf(interfaces(), within);
    const opened = await Promise.all(networks.map((network) => tryOpen(network)));
    const open = opened.flatMap((one) => one ?? []);
    links = open.map(({ link }) => link);
    // What the system refuses now it may grant at the next look.
    if (links.length < networks.length) told = '';
    if (links.length === 0) return call(undefined);
    const recordsIn = ({ addresses }: Network) => recordsOf({ number, addresses, services: parts.services });
    for (; number <= MOST_NAMES; number += 1) {
      const free = await Promise.all(open.map(({ link, network }) => link.isFree(recordsIn(network))));
      if (free.every(Boolean)) break;
      log.warn({ name: hostOf(number) }, 'another device has this name at home');
    }
    if (number > MOST_NAMES || isStopped) return;
    call(hostOf(number));
    for (const { link, network } of open) link.announce(recordsIn(network));
    log.info({ name, networks: open.map(({ network }) => network.address) }, 'announced at home');
  };
  /** One at a time: a contest may be heard while another one is dealt with. */
  const next = (piece: () => Promise<void>) => {
    work = work.then(async () => {
      if (!isStopped) await piece();
    });
    return work;
  };
  let isContested = false;
  const onContested = () => {
    if (isContested) return;
    isContested = true;
    next(async () => {
      isContested = false;
      await announce();
    });
  };
  async function tryOpen(network: Network) {
    try {
      const link = await openLink({
        network,
        ownAddresses: () => ownAddresses(interfaces()),
        onContested,
        onTrouble: (error) => log.debug({ error, network: network.address }, 'multicast DNS'),
      });
      return { link, network };
    } catch (error) {
      const said = `${network.address} ${error instanceof Error ? error.message : error}`;
      if (said !== trouble)
        log.warn({ error, network: network.address }, 'not announced in this network: no multicast');
      trouble = said;
      return undefined;
    }
  }
  const look = () =>
    next(async () => {
      const now = JSON.stringify(networksOf(interfaces(), within).map(({ addresses }) => addresses));
      if (now === told) return;
      told = now;
      await announce();
    });
  await look();
  const timer = setInterval(look, lookEveryMs);
  return {
    stop: async () => {
      clearInterval(timer);
      isStopped = true;
      await work;
      await close();
    },
  };
}
