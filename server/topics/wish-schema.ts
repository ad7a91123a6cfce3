import { z } from 'zod';
import { ON_DRIFT, type TopicWish } from '@/contracts/topic-wish';

const MOST_CONFIGS = 200;

/** A wish as a browser or a file sends it. */
export const Wish = z.object({
  // What is too many, and why, the rules say.
  partitions: z.int().min(0).max(1_000_000_000),
  replication: z.int().min(0).max(32_767),
  configs: z
    .record(z.string().max(100), z.string().max(4_000))
    .refine((configs) => Object.keys(configs).length <= MOST_CONFIGS),
  comment: z.string().max(400).default(''),
  owner: z.string().max(120).default(''),
  isProtected: z.boolean().default(true),
  onDrift: z.enum(ON_DRIFT).default('tell'),
}) satisfies z.ZodType<TopicWish>;
