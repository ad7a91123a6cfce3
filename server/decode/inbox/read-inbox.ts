import type { DeviceName } from '@/contracts/device';
import {
  type InboxDetail,
  type InboxGroup,
  type InboxList,
  SOURCES_AT_ONCE,
  type Waiting,
} from '@/contracts/inbox';
import { RAW } from '@/contracts/topics';
import type { Database } from '@/server/database';
import type { LogReader } from '@/server/stream/log-reader';
import { type DeviceRow, deviceGroups, type GroupedDevices } from './device-groups';
import { distinctIn } from './distinct-count';
import { findDevices, readUnboundDevices } from './read-devices';
import { readSample } from './read-sample';
import { findSources, readSources } from './read-sources';
import { type GroupedShapes, shapeGroups, shownSource } from './shape-groups';

type Pool = Pick<Database, 'pool'>;

export interface InboxTools {
  readonly database: Pool;
  readonly log: Pick<LogReader, 'bounds' | 'readFrom' | 'readRecord'>;
  /** What `groupInbox` said lately. */
  readonly groups: InboxGroups;
}

/** All that waits, by what belongs together: what takes a while to find out is asked for once, and looked at by many. */
export interface InboxGroups {
  readonly shapes: readonly GroupedShapes[];
  readonly devices: readonly GroupedDevices[];
}

const MOST_GROUPS = 300;

export async function groupInbox(database: Pool): Promise<InboxGroups> {
  const [rows, unbound] = await Promise.all([readSources(database), readUnboundDevices(database)]);
  return { shapes: shapeGroups(rows), devices: deviceGroups(unbound) };
}

/** Everything that nobody has explained yet. */
export async function readInbox(
  { database, log, groups: all }: InboxTools,
  search: string,
): Promise<InboxList> {
  const [{ shapes, devices }, unlisted, ahead, ignored, rawSince] = await Promise.all([
    search === '' ? all : foundIn(database, all, search),
    unlistedTopics(database),
    aheadOfDevices(database),
    ignoredCount(database),
    oldestRaw(log),
  ]);
  const groups = [...shapes, ...devices]
    .map(({ group }): InboxGroup => group)
    // By when each came up: what goes on sending doesn't move about below a pointer.
    .sort((one, other) => other.firstSeen - one.firstSeen || (one.id < other.id ? -1 : 1));
  return { groups: groups.slice(0, MOST_GROUPS), total: groups.length, unlisted, ahead, ignored, rawSince };
}

/** A group from its `skip`-th source or device on; undefined where there is none of that id by now. */
export async function readInboxGroup(
  { database, log, groups }: InboxTools,
  { id, search, skip }: { readonly id: string; readonly search: string; readonly skip: number },
): Promise<InboxDetail | undefined> {
  const { shapes, devices } = groups;
  const shape = shapes.find(({ group }) => group.id === id);
  if (shape !== undefined) {
    const found = shape.topics
      .filter(({ topic, login }) => holds(search, topic, login))
      .sort((one, other) => (one.topic < other.topic ? -1 : 1));
    return {
      group: shape.group,
      sourceLevel: shape.sourceLevel,
      sources: found.slice(skip, skip + SOURCES_AT_ONCE).map((each) => shownSource(each, shape.sourceLevel)),
      total: found.length,
      sample: await readSample({ database, log }, newest(shape.topics.flatMap(({ rows }) => rows))),
    };
  }
  const known = devices.find(({ group }) => group.id === id);
  return known && devicesDetail({ database, log }, known, search, skip);
}

async function devicesDetail(
  tools: Pick<InboxTools, 'database' | 'log'>,
  { group, devices }: GroupedDevices,
  search: string,
  skip: number,
): Promise<InboxDetail> {
  const found = devices
    .filter(({ name, model, key }) => holds(search, name, model, key))
    .sort((one, other) => (nameOf(one) < nameOf(other) ? -1 : 1));
  const { family, key } = newest(devices) ?? {};
  return {
    group,
    devices: found.slice(skip, skip + SOURCES_AT_ONCE).map(({ topics: _, ...device }) => device),
    total: found.length,
    sample: family === undefined || key === undefined ? null : await readSample(tools, { family, key }),
  };
}

/** Every device of a group; undefined where there is no group of that id by now. */
export function devicesOfGroup(
  { devices }: InboxGroups,
  id: string,
): readonly (DeviceName & { readonly name: string | null })[] | undefined {
  return devices.find(({ group }) => group.id === id)?.devices;
}

/** The groups of which something is found. */
async function foundIn(
  database: Pool,
  { shapes, devices }: InboxGroups,
  search: string,
): Promise<InboxGroups> {
  const [isSource, isDevice] = await Promise.all([
    findSources(database, search),
    findDevices(database, search),
  ]);
  return {
    shapes: shapes.filter(({ topics }) => topics.some(({ rows }) => rows.some(isSource))),
    devices: devices.filter((group) => group.devices.some(isDevice)),
  };
}

function holds(search: string, ...texts: readonly (string | null)[]): boolean {
  const wanted = search.toLowerCase();
  return texts.some((text) => text?.toLowerCase().includes(wanted) === true);
}

function nameOf({ name, key }: Pick<DeviceRow, 'name' | 'key'>): string {
  return (name ?? key).toLowerCase();
}

function newest<Part extends Waiting>(parts: readonly Part[]): Part | undefined {
  return parts.reduce<Part | undefined>(
    (found, part) => (found === undefined || part.lastSeen > found.lastSeen ? part : found),
    undefined,
  );
}

async function unlistedTopics({ pool }: Pool): Promise<InboxList['unlisted']> {
  const { rows } = await pool.query<{ unlisted: Buffer | null; count: string }>(
    "SELECT unlisted, count FROM inbox_source WHERE kind = 'unlisted'",
  );
  return {
    topics: rows.reduce((sum, { unlisted }) => sum + (unlisted === null ? 1 : distinctIn(unlisted)), 0),
    messages: rows.reduce((sum, { count }) => sum + Number(count), 0),
  };
}

async function aheadOfDevices({ pool }: Pool): Promise<InboxList['ahead']> {
  const { rows } = await pool.query<InboxList['ahead']>(
    `SELECT count(DISTINCT topic)::int AS topics, coalesce(sum(count), 0)::float8 AS messages
       FROM inbox_source WHERE reason = 'UNKNOWN_DEVICE' AND last_seen > now() - interval '1 day'`,
  );
  return rows[0] ?? { topics: 0, messages: 0 };
}

async function ignoredCount({ pool }: Pool): Promise<number> {
  const { rows } = await pool.query<{ count: number }>('SELECT count(*)::int AS count FROM inbox_ignored');
  return rows[0]?.count ?? 0;
}

/** Null: the log has nothing, or Kafka doesn't answer. */
async function oldestRaw(log: InboxTools['log']): Promise<number | null> {
  try {
    const bounds = await log.bounds(RAW);
    const oldest = await Promise.all(
      bounds.map(
        async ({ partition, logStart }) => (await log.readFrom(RAW, partition, logStart, 1)).records[0],
      ),
    );
    const moments = oldest.flatMap((record) => record?.timestampMs ?? []);
    return moments.length === 0 ? null : Math.min(...moments);
  } catch {
    return null;
  }
}
