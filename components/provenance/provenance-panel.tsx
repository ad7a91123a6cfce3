'use client';

import { X } from 'lucide-react';
import { Dialog } from 'radix-ui';
import { useRef } from 'react';
import { IconButton } from '@/components/ui/button';
import { type AskedNumber, type AskedSeries, textOfNumber } from './asked-number';
import { ColumnReadings } from './column-readings';
import { ReadingOrigin } from './reading-origin';

/**
 * "Where does this number come from?" beside the page, over it on a phone. It stays with the number that was asked about,
 * whatever comes in meanwhile, and gives the focus back to where it was.
 */
export function ProvenancePanel({
  sensorId,
  series,
  asked,
  mayRun,
  onAsk,
  onClose,
}: {
  sensorId: string;
  series: AskedSeries;
  asked: AskedNumber;
  mayRun: boolean;
  onAsk: (asked: AskedNumber) => void;
  onClose: () => void;
}) {
  const cameFrom = useRef<Element | null>(null);
  return (
    <Dialog.Root open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-black/20" />
        <Dialog.Content
          aria-describedby={undefined}
          onOpenAutoFocus={() => {
            cameFrom.current = document.activeElement;
          }}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            const { current } = cameFrom;
            if (current instanceof HTMLElement || current instanceof SVGElement) current.focus();
          }}
          className="slides-in fixed inset-x-0 top-11 bottom-0 z-50 flex flex-col rounded-t-2xl bg-surface shadow-float outline-none desk:inset-y-0 desk:top-0 desk:right-0 desk:left-auto desk:w-[520px] desk:rounded-none desk:border-l desk:border-line"
        >
          <div className="flex items-center gap-2 px-4 pt-3 desk:px-[22px] desk:pt-4">
            <Dialog.Title className="text-[13px] leading-5 font-normal text-ink-2">
              Where does this number come from?
            </Dialog.Title>
            <Dialog.Close asChild>
              <IconButton look="quiet" label="Close" className="ml-auto">
                <X size={17} strokeWidth={1.75} aria-hidden="true" />
              </IconButton>
            </Dialog.Close>
          </div>
          <div className="min-h-0 flex-1 overflow-y-auto px-4 pt-2 pb-6 desk:px-[22px]">
            {asked.kind === 'column' ? (
              <ColumnReadings
                key={textOfNumber(asked)}
                sensorId={sensorId}
                series={series}
                column={asked}
                onAsk={onAsk}
              />
            ) : (
              <ReadingOrigin sensorId={sensorId} series={series} at={asked.at} mayRun={mayRun} />
            )}
          </div>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
