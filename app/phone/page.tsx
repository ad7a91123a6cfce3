import type { Metadata } from 'next';
import Link from 'next/link';
import { codeOf, reach } from '@/app/_data/reach';
import { QrCode } from '@/components/phone/qr-code';
import { TrustSteps } from '@/components/phone/trust-steps';
import { PageHead } from '@/components/shell/page-head';
import type { Reach } from '@/contracts/reach';

export const metadata: Metadata = { title: 'On a phone' };

export default async function PhonePage() {
  const at = await reach();
  return (
    <>
      <PageHead
        title="On a phone"
        back={{ href: '/more', label: 'Back to More' }}
        crumb={<Link href="/more">More</Link>}
      />
      <div className="grid gap-3 desk:max-w-[760px] desk:gap-4">
        {at.fingerprint !== undefined && <TrustSteps fingerprint={at.fingerprint} />}
        {at.isBeyond ? <Address at={at} /> : <HereAlone url={at.url} />}
      </div>
    </>
  );
}

function Address({ at: { url, others } }: { at: Reach }) {
  return (
    <section className="panel flex flex-wrap gap-5 p-4" aria-label="The address">
      <QrCode rows={codeOf(url)} label={`QR code of ${url}`} />
      <div className="min-w-0 flex-1">
        <h2 className="mb-1">Open this address</h2>
        <p className="font-mono break-all">{url}</p>
        <p className="mt-2 text-ink-2">
          Point the phone’s camera at the code, in the same network. You sign in there once.
        </p>
        {others.length > 0 && (
          <>
            <p className="mt-3 text-ink-2">These lead here, too, where the network knows the name:</p>
            <ul className="mt-1 font-mono text-[12px] break-all text-ink-2">
              {others.map((other) => (
                <li key={other}>{other}</li>
              ))}
            </ul>
          </>
        )}
      </div>
    </section>
  );
}

function HereAlone({ url }: { url: string }) {
  return (
    <section className="panel p-4" aria-label="This machine alone">
      <h2 className="mb-1">Only this machine can open Hearth</h2>
      <p className="text-ink-2">
        It listens at <code className="font-mono break-all">{url}</code>, which on every other device means
        that device itself. To let others at home in, over HTTPS, end it and start it so:
      </p>
      <pre className="my-3 whitespace-pre-wrap rounded-lg border border-line bg-sunken px-3.5 py-2.5 font-mono text-[12px] text-ink-2">
        HEARTH_HOST=0.0.0.0 HEARTH_TLS=own npm start
      </pre>
      <p className="text-ink-2">This page then shows the address, and what a phone has to trust first.</p>
    </section>
  );
}
