/** The hearth: an arch with a flame in it. */
export function Mark() {
  return (
    <svg viewBox="0 0 22 24" width="22" height="24" aria-hidden="true">
      <path
        d="M2 22.5V11a9 9 0 0 1 18 0v11.5"
        fill="none"
        stroke="currentColor"
        strokeWidth="2.4"
        strokeLinecap="round"
      />
      <path
        d="M11 11.2c3.1 2.7 4.6 4.9 4.6 7.1a4.6 4.6 0 0 1-9.2 0c0-1.5.7-2.8 1.9-4 .3 1 .9 1.6 1.6 1.9-.2-1.9.2-3.5 1.1-5z"
        className="fill-ember"
      />
    </svg>
  );
}

/** The bare arch, no flame: nothing here yet. */
export function ColdArch() {
  return (
    <svg viewBox="0 0 96 104" width="84" height="92" aria-hidden="true" className="mb-2.5">
      <g fill="none" className="stroke-line-2" strokeLinecap="round">
        <path d="M6 101V48a42 42 0 0 1 84 0v53" strokeWidth="6" />
        <path d="M34 92h28M39 84h18" strokeWidth="5" />
      </g>
    </svg>
  );
}
