import 'server-only';
import { cache } from 'react';
import { readHome } from '@/server/web/queries';
import { database } from './database';

/** Asked once a request, however many parts of the page want it. */
export const home = cache(() => readHome(database()));
