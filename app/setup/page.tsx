import type { Metadata } from 'next';
import { DoorFrame, DoorHead } from '@/components/door/door-frame';

export const metadata: Metadata = { title: 'Set up' };

export default function SetupPage() {
  return (
    <DoorFrame>
      <DoorHead title="Nobody lives here yet">
        Hearth printed an address when it started. Whoever opens it becomes the first admin: that is you, if
        you started it.
      </DoorHead>
      <p className="text-ink-2">
        It works once, and a new start prints a new one.{' '}
        <code className="font-mono">npm run admin -- setup</code> does the same without a browser.
      </p>
    </DoorFrame>
  );
}
