const DEVICES: readonly { readonly name: string; readonly steps: readonly string[] }[] = [
  {
    name: 'iPhone and iPad',
    steps: [
      'Open the link above in Safari, and allow the profile to be downloaded.',
      'Settings → Profile downloaded → Install. It is called “Hearth”.',
      'Settings → General → About → Certificate trust settings: switch it on there.',
    ],
  },
  {
    name: 'Android',
    steps: [
      'Open the link above in Chrome: the file is saved.',
      'Settings → Security → More → Encryption and credentials → Install a certificate → CA certificate, and choose the file.',
    ],
  },
  {
    name: 'Mac',
    steps: [
      'Open the file: it goes into the keychain.',
      'In Keychain Access double-click it → Trust → “When using this certificate”: always.',
    ],
  },
  {
    name: 'Windows',
    steps: [
      'Open the file → Install certificate → Current user.',
      'Place it in “Trusted root certification authorities”.',
    ],
  },
  {
    name: 'Linux, and Firefox everywhere',
    steps: [
      'Firefox: Settings → Privacy and security → View certificates → Authorities → Import, and trust it for websites.',
      'Chrome on Linux: Settings → Privacy and security → Security → Manage certificates → Import.',
    ],
  },
];

/** What a device has to be told once, step by step. */
export function TrustSteps({ fingerprint }: { fingerprint: string }) {
  return (
    <section className="panel p-4" aria-label="Trust this home’s certificates">
      <h2 className="mb-1">First, let the device trust this home</h2>
      <p className="text-ink-2">
        The certificates are made by this home itself, so no device knows them yet. Without this step browsers
        warn, and the page can’t be installed as an app or send notices.
      </p>
      <p className="my-3 flex flex-wrap items-center gap-x-4">
        <a href="/ca.crt" download className="inline-flex min-h-11 items-center underline desk:min-h-8">
          The home’s certificate (ca.crt)
        </a>
      </p>
      <p className="text-[12px] text-ink-2">
        Its SHA-256 fingerprint, to compare with what the device shows:{' '}
        <code className="font-mono break-all">{fingerprint}</code>
      </p>
      <div className="mt-3">
        {DEVICES.map(({ name, steps }) => (
          <details key={name} className="border-t border-line">
            <summary className="flex min-h-11 cursor-pointer items-center font-semibold">{name}</summary>
            <ol className="mb-3 ml-5 list-decimal text-ink-2">
              {steps.map((step) => (
                <li key={step}>{step}</li>
              ))}
            </ol>
          </details>
        ))}
      </div>
    </section>
  );
}
