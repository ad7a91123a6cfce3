import type { Metadata } from 'next';
import Link from 'next/link';
import { codeOf, reach } from '@/app/_data/reach';
import { PhoneAddress } from '@/components/phone/phone-address';
import { TrustSteps } from '@/components/phone/trust-steps';
import { PageHead } from '@/components/shell/page-head';

export const metadata: Metadata = { title: 'On a phone' };

export default async function PhonePage() {
  const at = await reach();
  const { url, fingerprint, isBeyond } = at;
  return (
    <>
      <PageHead
        title="On a phone"
        back={{ href: '/more', label: 'Back to More' }}
        crumb={<Link href="/more">More</Link>}
      />
      <div className="grid gap-3 desk:max-w-[760px] desk:gap-4">
        {fingerprint !== undefined && (
          <TrustSteps fingerprint={fingerprint} address={`${url}/ca.crt`} code={codeOf(`${url}/ca.crt`)} />
        )}
        {isBeyond ? (
          <section className="panel p-4" aria-label="The address">
            <h2 className="mb-3">
              {fingerprint === undefined ? 'Open this address' : '2. Open this address'}
            </h2>
            <PhoneAddress at={at} code={codeOf(url)} />
          </section>
        ) : (
          <HereAlone url={url} />
        )}
      </div>
    </>
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
