const SIZES = {
  '3xl': 'text-[54px] tracking-[-0.04em] -ml-[0.055em] desk:text-[64px]',
  '2xl': 'text-[44px] tracking-[-0.035em] -ml-[0.055em]',
  xl: 'text-[28px] tracking-[-0.025em]',
  cell: 'text-[22px] tracking-[-0.025em]',
  text: 'text-[inherit] tracking-normal',
} as const;

/** Of the digits; small digits need a unit that can still be read. */
const UNIT_SIZES = {
  '3xl': 'text-[0.56em]',
  '2xl': 'text-[0.56em]',
  xl: 'text-[0.56em]',
  cell: 'text-[0.56em]',
  text: 'text-[0.8em]',
} as const;

const SPOKEN: Readonly<Record<string, string>> = {
  '°C': 'degrees Celsius',
  '%': 'percent',
  W: 'watts',
  kW: 'kilowatts',
  kWh: 'kilowatt hours',
  V: 'volts',
  A: 'amperes',
  hPa: 'hectopascals',
  lx: 'lux',
  'm³': 'cubic metres',
};

/** A number and its unit. Digits are of one width: a new value of as many digits pushes nothing around. */
export function Value({
  text,
  unit,
  size = 'cell',
  faded = false,
}: {
  /** Formatted; "–" when unknown. */
  text: string;
  unit: string;
  size?: keyof typeof SIZES;
  faded?: boolean;
}) {
  const spoken = SPOKEN[unit] ?? unit;
  return (
    <span
      className={`inline-flex items-baseline leading-[1.05] font-[560] whitespace-nowrap ${SIZES[size]} ${faded ? 'text-ink-3' : ''}`}
    >
      {text === '–' ? <Unknown /> : text}
      {unit !== '' && (
        <>
          <span
            aria-hidden="true"
            className={`ml-[0.22em] ${UNIT_SIZES[size]} font-medium tracking-normal ${faded ? '' : 'text-ink-2'}`}
          >
            {unit}
          </span>
          <span className="sr-only"> {spoken}</span>
        </>
      )}
    </span>
  );
}

function Unknown() {
  return (
    <>
      <span aria-hidden="true">–</span>
      <span className="sr-only">unknown</span>
    </>
  );
}
