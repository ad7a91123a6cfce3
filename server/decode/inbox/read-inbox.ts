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
import { type FoundDevice, readUnboundDevices } from './read-devices';
import { readSample } from './read-sample';
import { type FoundRow, readSources } from './read-sources';
import { type GroupedShapes, shapeGroups, shownSource } from './shape-groups';

type Pool = Pick<Database, 'pool'>;

export interface InboxTools {
  readonly database: Pool;
  readonly log: Pick<LogReader, 'bounds' | 'readFrom' | 'readRecord'>;
}

const MOST_GROUPS = 300;

/** Everything that nobody has explained yet. */
export async function readInbox({ database, log }: InboxTools, search: string): Promise<InboxList> {
  const [{ shapes, devices }, unlisted, ahead, ignored, rawSince] = await Promise.all([
    grouped(database, search),
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

/** How many groups there are. */
export async function countInbox(database: Pool): Promise<number> {
  const { shapes, devices } = await grouped(database, '');
  return shapes.length + devices.length;
}

/** A group from its `skip`-th source or device on; undefined where there is none of that id by now. */
export async function readInboxGroup(
  { database, log }: InboxTools,
  { id, search, skip }: { readonly id: string; readonly search: string; readonly skip: number },
): Promise<InboxDetail | undefined> {
  const { shapes, devices } = await grouped(database, '');
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
  tools: InboxTools,
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
export async function devicesOfGroup(
  database: Pool,
  id: string,
): Promise<readonly (DeviceName & { readonly name: string | null })[] | undefined> {
  const { devices } = await grouped(database, '');
  return devices.find(({ group }) => group.id === id)?.devices;
}

/** The groups of which something is found. */
async function grouped(
  database: Pool,
  search: string,
): Promise<{ readonly shapes: readonly GroupedShapes[]; readonly devices: readonly GroupedDevices[] }> {
  const [rows, unbound] = await Promise.all([
    readSources(database, search),
    readUnboundDevices(database, search),
  ]);
  return {
    shapes: shapeGroups(rows).filter(({ topics }) =>
      topics.some((topic) => topic.rows.some((row) => (row as FoundRow).isFound)),
    ),
    devices: deviceGroups(unbound).filter(({ devices }) =>
      devices.some((device) => (device as FoundDevice).isFound),
    ),
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
