import { QrCode } from '@/components/phone/qr-code';
import type { Reach } from '@/contracts/reach';

/** Which address a phone will use, already while the home is set up. */
export function SetupPhone({
  at: { url, isBeyond, fingerprint },
  code,
}: {
  at: Reach;
  code: readonly (readonly boolean[])[];
}) {
  return (
    <section className="border-t border-line pt-4" aria-label="On a phone">
      <h2 className="mb-1">On a phone</h2>
      {isBeyond ? (
        <div className="grid gap-3">
          <p className="text-ink-2">
            Phones at home open <span className="font-mono break-all">{url}</span>
            {fingerprint !== undefined && ', and trust this home first'}. Once you are in, “On a phone” under
            More says how, step by step.
          </p>
          <QrCode rows={code} label={`QR code of ${url}`} />
        </div>
      ) : (
        <p className="text-ink-2">
          Only this machine can open Hearth as it was started. Once you are in, “On a phone” under More says
          how to let phones in.
        </p>
      )}
    </section>
  );
}
