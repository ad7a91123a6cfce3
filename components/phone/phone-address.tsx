import type { Reach } from '@/contracts/reach';
import { QrCode } from './qr-code';

type Code = readonly (readonly boolean[])[];

/** Which address a phone opens, as text and as a code for its camera. */
export function PhoneAddress({ at, code }: { at: Reach; code: Code }) {
  const { url, isNamed, others } = at;
  return (
    <div className="flex flex-wrap gap-5">
      <QrCode rows={code} label={`QR code of ${url}`} />
      <div className="min-w-0 flex-1 basis-[240px]">
        <p className="font-mono break-all">{url}</p>
        <p className="mt-2 text-ink-2">
          Point the phone’s camera at the code, in the same network. You sign in there once.
        </p>
        {isNamed && (
          <p className="mt-2 text-ink-2">
            Hearth answers to this name itself, and keeps it when its address changes.
          </p>
        )}
        {!url.startsWith('https:') && (
          <p className="mt-2 text-warn-text">
            Without HTTPS everybody in the network can read along, and a phone installs nothing and gets no
            notices.
          </p>
        )}
        <Others others={others} isNamed={isNamed} />
      </div>
    </div>
  );
}

function Others({ others, isNamed }: Pick<Reach, 'others' | 'isNamed'>) {
  if (others.length === 0) return null;
  return (
    <>
      <p className="mt-3 text-ink-2">
        {isNamed
          ? 'A phone that doesn’t find it, such as Android before version 12, opens one of these:'
          : 'These lead here, too, where the network knows the name:'}
      </p>
      <ul className="mt-1 font-mono text-[12px] break-all text-ink-2">
        {others.map((other) => (
          <li key={other}>{other}</li>
        ))}
      </ul>
    </>
  );
}
