import { z } from 'zod';
import { Mapping } from './mapping';
import { MOST, Topic } from './mapping-parts';
import { PROFILES, SENSOR_ICONS } from './sensor-looks';

/** Ends the mapping of that sensor, or of several sensors, that topic and condition. */
const RemovedMapping = z.looseObject({
  sensor: z.string().min(1).max(64).optional(),
  topic: Topic,
  match: z
    .record(z.string().max(600), z.union([z.string(), z.number(), z.boolean(), z.null()]))
    .refine((given) => Object.keys(given).length <= MOST.conditions, `at most ${MOST.conditions} conditions`)
    .optional(),
  removed: z.literal(true),
});
export type RemovedMapping = z.output<typeof RemovedMapping>;

/** A mapping that says whose it is. */
const OwnedMapping = Mapping.superRefine(({ sensor, sensors }, context) => {
  if (sensor === undefined && sensors === undefined)
    context.addIssue({ code: 'custom', path: ['sensor'], message: 'which sensor does it feed?' });
});

const FileMapping = z.unknown().transform((entry, context) => {
  const parsed = isRemoval(entry) ? RemovedMapping.safeParse(entry) : OwnedMapping.safeParse(entry);
  if (parsed.success) return parsed.data;
  for (const issue of parsed.error.issues) {
    context.addIssue({ code: 'custom', path: issue.path, message: issue.message });
  }
  return z.NEVER;
});
export type FileMapping = Mapping | RemovedMapping;

const FileSensor = z.strictObject({
  /** The slug in addresses and the key in Kafka; never changes. */
  id: z
    .string()
    .regex(
      /^[a-z0-9][a-z0-9._-]{0,63}$/,
      'up to 64 of a-z, 0-9, dot, dash and underscore; first a letter or digit',
    ),
  name: z.string().trim().min(1).max(80),
  room: z.string().trim().min(1).max(80).nullable().optional(),
  icon: z.enum(SENSOR_ICONS).nullable().optional(),
  profile: z.enum(PROFILES).nullable().optional(),
  device: z.strictObject({ family: z.string().min(1).max(40), key: z.string().min(1).max(200) }).optional(),
});
export type FileSensor = z.output<typeof FileSensor>;

/** What `npm run admin -- mapping apply` reads and `mapping export` writes. */
export const MappingFile = z.strictObject({
  rooms: z.array(z.string().trim().min(1).max(80)).default([]),
  sensors: z.array(FileSensor).default([]),
  mappings: z.array(FileMapping).default([]),
});
export type MappingFile = z.output<typeof MappingFile>;

function isRemoval(entry: unknown): boolean {
  return typeof entry === 'object' && entry !== null && 'removed' in entry && entry.removed === true;
}
