import type { RoleName } from './config';
import type { Context, Running } from './context';
import { startDecode } from './decode/index';
import { startHistory } from './history/index';
import { startIngest } from './ingest/index';
import { startLive } from './live/index';
import { startSearch } from './search/index';
import { startTopics } from './topics/index';
import { startWeb } from './web/index';

/**
 * In the order of the flow they start and they stop: the door opens before the others have caught up, for clients wait
 * outside meanwhile, and it closes before those that work off what it took.
 */
export const ROLE_STARTS: readonly (readonly [RoleName, (context: Context) => Promise<Running>])[] = [
  ['ingest', startIngest],
  ['decode', startDecode],
  ['history', startHistory],
  ['live', startLive],
  ['search', startSearch],
  ['topics', startTopics],
  ['web', startWeb],
];
