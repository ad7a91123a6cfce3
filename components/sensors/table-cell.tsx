import type { ReactNode } from 'react';
import type { SensorColumn } from './sorted-sensors';
import { COLUMN_LOOKS } from './table-looks';

/** A cell of the table; where sensors are rows of lines, one fact of the last line, left out when it is unknown. */
export function TableCell({
  column,
  isKnown,
  label,
  children,
}: {
  column: SensorColumn;
  isKnown: boolean;
  /** Stands before it where there are no heads. */
  label?: string;
  children: ReactNode;
}) {
  return (
    <td
      className={`text-ink-2 ${COLUMN_LOOKS[column]} @max-[899px]:order-3 @max-[899px]:flex @max-[899px]:w-auto @max-[899px]:max-w-full @max-[899px]:min-w-0 @max-[899px]:items-baseline @max-[899px]:gap-1 @max-[899px]:px-0 @max-[899px]:text-[12px] ${isKnown ? '' : '@max-[899px]:hidden'}`}
    >
      {isKnown && label !== undefined && <span className="text-ink-3 @min-[900px]:hidden">{label}</span>}
      {isKnown ? children : <Unknown />}
    </td>
  );
}

function Unknown() {
  return (
    <span className="text-ink-3">
      <span aria-hidden="true">–</span>
      <span className="sr-only">unknown</span>
    </span>
  );
}
