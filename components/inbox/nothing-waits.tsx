import { ColdArch } from '@/components/ui/mark';
import { RawLogNote } from './raw-log-note';

/** Every message is somebody's. */
export function NothingWaits({ rawSince }: { rawSince: number | null }) {
  return (
    <section className="panel grid justify-items-center gap-1.5 px-6 pt-11 pb-10 text-center">
      <ColdArch />
      <h2 className="text-[20px]">Everything is understood</h2>
      <p className="max-w-[52ch] text-ink-2">
        What devices send that nothing explains stands here, also a device that nobody has named yet.
      </p>
      <p className="text-[12px] text-ink-3">
        <RawLogNote rawSince={rawSince} />
      </p>
    </section>
  );
}
