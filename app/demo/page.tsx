import type { Metadata } from 'next';
import Link from 'next/link';
import { whoMay } from '@/app/_data/asking';
import { demoHouse } from '@/app/_data/demo';
import { endDemo } from '@/app/demo/actions';
import { DemoEnd } from '@/components/demo/demo-end';
import { DemoProgress } from '@/components/demo/demo-progress';
import { PageHead } from '@/components/shell/page-head';
import { mayDo } from '@/contracts/people';

export const metadata: Metadata = { title: 'Demo house' };

/** Sensors that don't do what they should, for Hearth to show what it makes of them. */
const ODD_ONES = [
  { id: 'demo-greenhouse', name: 'Greenhouse', does: 'has fallen silent: its cell is empty' },
  { id: 'demo-laundry', name: 'Laundry climate', does: 'sends rubbish now and then: a loose wire' },
  { id: 'demo-attic', name: 'Attic climate', does: 'has a clock that is three quarters of an hour ahead' },
];

export default async function DemoPage() {
  const demo = await demoHouse();
  return (
    <>
      <PageHead title="Demo house" />
      <div className="grid gap-3 desk:max-w-[760px] desk:gap-4">
        {demo === undefined && <Gone />}
        {demo?.leaves === true && <DemoProgress leaves pastWritten={demo.pastWritten} />}
        {demo?.leaves === false && (
          <>
            <About />
            <DemoProgress leaves={false} pastWritten={demo.pastWritten} />
            {mayDo((await whoMay('look')).role, 'run') && <DemoEnd end={endDemo} />}
          </>
        )}
      </div>
    </>
  );
}

function Gone() {
  return (
    <section className="panel p-4">
      <h2 className="mb-1">There is no demo house here</h2>
      <p className="text-ink-2">
        Nothing of it is left on these pages.{' '}
        <Link href="/sensors" className="underline">
          Your sensors
        </Link>
      </p>
    </section>
  );
}

function About() {
  return (
    <section className="panel">
      <div className="p-4">
        <h2 className="mb-1">None of this house exists</h2>
        <p className="text-ink-2">
          So that there is something to look at, a few programs inside Hearth publish what a house would: a
          meter, a solar roof, plugs, a heat pump, thermometers. They do it over MQTT, in the words of real
          devices, and their numbers add up. Three of them misbehave on purpose.
        </p>
      </div>
      <ul>
        {ODD_ONES.map(({ id, name, does }) => (
          <li key={id} className="border-t border-line">
            <Link
              href={`/sensors/${id}`}
              className="flex min-h-11 flex-wrap items-center gap-x-4 px-4 py-2 hover:bg-hover desk:min-h-9"
            >
              {name}
              <span className="ml-auto text-ink-3">{does}</span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
