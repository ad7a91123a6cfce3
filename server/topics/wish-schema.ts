import { z } from 'zod';
import { ON_DRIFT, type TopicWish } from '@/contracts/topic-wish';

const MOST_CONFIGS = 200;

/** A wish as a browser or a file sends it. */
export const Wish = z.object({
  partitions: z.int().min(1).max(10_000),
  replication: z.int().min(1).max(100),
  configs: z
    .record(z.string().max(100), z.string().max(4_000))
    .refine((configs) => Object.keys(configs).length <= MOST_CONFIGS),
  comment: z.string().max(400).default(''),
  owner: z.string().max(120).default(''),
  isProtected: z.boolean().default(true),
  onDrift: z.enum(ON_DRIFT).default('tell'),
}) satisfies z.ZodType<TopicWish>;
