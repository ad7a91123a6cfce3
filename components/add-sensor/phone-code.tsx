'use client';

import { useEffect, useState } from 'react';
import { encode } from 'uqr';
import { QrCode } from '@/components/phone/qr-code';
import { Button } from '@/components/ui/button';
import { PHONE_MINUTES } from '@/contracts/arrival';

const VALID_MS = PHONE_MINUTES * 60_000;

/** A code that opens the same on a phone for a quarter of an hour. The password stands behind `#`: no server sees it. */
export function PhoneCode({
  user,
  password,
  addressOf,
}: {
  user: string;
  password: string;
  addressOf: (user: string) => Promise<string | undefined>;
}) {
  const [address, setAddress] = useState<string>();
  useEffect(() => {
    if (address === undefined) return;
    const timer = setTimeout(() => setAddress(undefined), VALID_MS);
    return () => clearTimeout(timer);
  }, [address]);
  const show = () => void addressOf(user).then(setAddress, () => undefined);
  return (
    <section className="panel flex flex-wrap items-center gap-4 p-4" aria-label="Phone at the bench">
      {address !== undefined && (
        <span className="w-[120px] shrink-0">
          <QrCode
            rows={encode(`${address}#${password}`, { ecc: 'M', border: 2 }).data}
            label={`QR code of ${address}`}
          />
        </span>
      )}
      <div className="min-w-[160px] flex-1">
        <h2>Phone at the bench?</h2>
        <p className="mt-1 text-[12.5px] text-ink-2">
          {address === undefined
            ? 'A code to scan opens snippet and settings there.'
            : `Scan to open the snippet and settings there. Valid for ${PHONE_MINUTES} minutes.`}
        </p>
        {address === undefined && (
          <Button className="mt-2.5" onClick={show}>
            Show the code
          </Button>
        )}
      </div>
    </section>
  );
}
