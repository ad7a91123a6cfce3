import { ChevronDown } from 'lucide-react';

const FILES = [
  { which: 'password-file', label: 'Password file' },
  { which: 'acl-file', label: 'ACL file' },
] as const;

/** The same logins for those who run a Mosquitto of their own. */
export function MosquittoFiles() {
  return (
    <details className="group panel px-4">
      <summary className="flex min-h-11 cursor-pointer items-center font-semibold">
        A Mosquitto of your own
        <ChevronDown
          size={16}
          strokeWidth={1.75}
          aria-hidden="true"
          className="ml-auto text-ink-3 group-open:rotate-180"
        />
      </summary>
      <div className="grid gap-2 pb-4 text-ink-2">
        <p>
          Hearth can fetch from a Mosquitto that you run. These two files let the same devices in there, each
          with what it may here.
        </p>
        <p className="flex flex-wrap gap-x-5">
          {FILES.map(({ which, label }) => (
            <a
              key={which}
              href={`/api/v1/logins/mosquitto/${which}`}
              download
              className="inline-flex min-h-11 items-center underline desk:min-h-8"
            >
              {label}
            </a>
          ))}
        </p>
        <p className="text-[12px]">
          Take them again after each change here. During a change of password the file holds the new one
          alone; a revoked login is missing. A login that was made before this version is left out until it
          gets a new password.
        </p>
      </div>
    </details>
  );
}
