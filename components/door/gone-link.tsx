import Link from 'next/link';
import { DoorHead } from './door-frame';

/** Where a link leads that was used, withdrawn, or too old. */
export function GoneLink() {
  return (
    <>
      <DoorHead title="This link works no more">
        It was used already, somebody withdrew it, or it is too old. Ask whoever sent it for another one.
      </DoorHead>
      <Link href="/sign-in" className="inline-flex min-h-11 items-center underline">
        Sign in
      </Link>
    </>
  );
}
