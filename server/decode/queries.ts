import type { DeviceSettings } from '@/contracts/device-settings';
import type { Database } from '@/server/database';
import { createRehearsal, type Rehearsal } from './rehearsal';

export { acceptedUnits } from '@/contracts/units';
export { deviceSettings } from './device-settings';
export { firstValues } from './first-values';
export { heardDevices } from './heard-devices';
export { readIgnored } from './inbox/ignore';
export { previewDevice, previewTaught } from './inbox/preview-past';
export {
  devicesOfGroup,
  groupInbox,
  type InboxGroups,
  readInbox,
  readInboxGroup,
} from './inbox/read-inbox';
export { previewMapping } from './preview';
export { createExplainer, type Explainer } from './provenance/explainer';
export { readBelievable } from './read-ranges';
export { rehearseMapping } from './rehearse/rehearse-mapping';
export { replayJob, replayJobs } from './replay/jobs';
export { readMapping, readMappings } from './stored-mappings';

/** The form that `mapping apply` reads: what is in force, or will be within a second. */
export interface ExportedMappings {
  readonly rooms: readonly string[];
  readonly sensors: readonly {
    readonly id: string;
    readonly name: string;
    readonly room: string | null;
    readonly icon?: string;
    readonly profile?: string;
    readonly device?: { readonly family: string; readonly key: string };
  }[];
  /** As they are stored: one that can't be read today is refused with its line where it is applied. */
  readonly mappings: readonly unknown[];
}

/** Everything that `mapping apply` could have written; applying it changes nothing. */
export async function exportMappings({ pool }: Pick<Database, 'pool'>): Promise<ExportedMappings> {
  const rooms = await pool.query<{ name: string }>('SELECT name FROM room ORDER BY position, name');
  const sensors = await pool.query<SensorRow>(SENSORS);
  const mappings = await pool.query<{ definition: unknown }>(
    `SELECT definition FROM (
       SELECT DISTINCT ON (mapping_id) mapping_id, definition FROM mapping_version
       ORDER BY mapping_id, version DESC
     ) AS newest WHERE definition IS NOT NULL ORDER BY definition ->> 'sensor' NULLS LAST, mapping_id`,
  );
  return {
    rooms: rooms.rows.map(({ name }) => name),
    sensors: sensors.rows.map(sensorOf),
    mappings: mappings.rows.map(({ definition }) => definition),
  };
}

interface SensorRow {
  readonly id: string;
  readonly name: string;
  readonly room: string | null;
  readonly icon: string | null;
  readonly profile: string | null;
  readonly family: string | null;
  readonly natural_key: string | null;
}

const SENSORS = `
  SELECT DISTINCT ON (sensor.id) sensor.id, sensor.name, room.name AS room, sensor.icon, sensor.profile,
         device.family, device.natural_key
  FROM sensor
  LEFT JOIN room ON room.id = sensor.room_id
  LEFT JOIN binding ON binding.sensor_id = sensor.id AND binding.valid_to IS NULL
  LEFT JOIN device ON device.id = binding.device_id
  ORDER BY sensor.id, binding.valid_from`;

function sensorOf(row: SensorRow): ExportedMappings['sensors'][number] {
  const { id, name, room, icon, profile, family, natural_key: key } = row;
  return {
    id,
    name,
    room,
    ...(icon !== null && { icon }),
    ...(profile !== null && { profile }),
    ...(family !== null && key !== null && { device: { family, key } }),
  };
}

/** Messages as they would be decoded by a Hearth that knows nothing yet; `settings` are every device's. */
export function rehearsal(settings: DeviceSettings): Rehearsal {
  return createRehearsal(undefined, settings);
}
