import type { Senders } from './sender';
