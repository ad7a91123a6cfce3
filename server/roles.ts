import type { RoleName } from './config';
import type { Context, Running } from './context';
import { startDecode } from './decode/index';
import { startHistory } from './history/index';
import { startIngest } from './ingest/index';
import { startLive } from './live/index';
import { startWeb } from './web/index';

/** In the order they start; they stop the other way round, so that ingest, which acknowledges, ends first. */
export const ROLE_STARTS: readonly (readonly [RoleName, (context: Context) => Promise<Running>])[] = [
  ['history', startHistory],
  ['decode', startDecode],
  ['live', startLive],
  ['web', startWeb],
  ['ingest', startIngest],
];
