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
      className={`text-ink-2 ${COLUMN_LOOKS[column]} max-broad:order-3 max-broad:flex max-broad:w-auto max-broad:max-w-full max-broad:min-w-0 max-broad:items-baseline max-broad:gap-1 max-broad:px-0 max-broad:text-[12px] ${isKnown ? '' : 'max-broad:hidden'}`}
    >
      {isKnown && label !== undefined && <span className="text-ink-3 broad:hidden">{label}</span>}
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
