'use server';

import { refresh } from 'next/cache';
import { endDemoHouse } from '@/app/_data/demo';

/** Ends the demo house for good. */
export async function endDemo(): Promise<void> {
  await endDemoHouse();
  refresh();
}
