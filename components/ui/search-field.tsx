import { Search } from 'lucide-react';

/** Finds in what stands below; its label is spoken. */
export function SearchField({
  label,
  value,
  onChange,
  onLeave,
  placeholder,
  className = '',
}: {
  label: string;
  value: string;
  onChange: (text: string) => void;
  onLeave?: () => void;
  placeholder: string;
  className?: string;
}) {
  return (
    <label
      className={`flex h-11 min-w-0 items-center gap-2 rounded-lg border border-control bg-surface px-2.5 focus-within:outline-2 focus-within:outline-offset-2 focus-within:outline-ink desk:h-[34px] ${className}`}
    >
      <Search size={16} strokeWidth={1.75} aria-hidden="true" className="text-ink-3" />
      <span className="sr-only">{label}</span>
      <input
        type="search"
        value={value}
        onChange={({ target }) => onChange(target.value)}
        onBlur={onLeave}
        placeholder={placeholder}
        className="min-w-0 flex-1 bg-transparent outline-none placeholder:text-ink-3"
      />
    </label>
  );
}
