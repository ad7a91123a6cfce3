'use client';

import { Monitor, Moon, Sun } from 'lucide-react';
import { useState } from 'react';
import { Segments } from '@/components/ui/segments';
import { applyTheme, type Theme } from './theme';

const ICON = { size: 16, strokeWidth: 1.75, 'aria-hidden': true } as const;
const SEGMENTS = [
  { id: 'system', label: <Named icon={<Monitor {...ICON} />} name="System" /> },
  { id: 'light', label: <Named icon={<Sun {...ICON} />} name="Light" /> },
  { id: 'dark', label: <Named icon={<Moon {...ICON} />} name="Dark" /> },
] as const;

export function ThemeChoice({ initial }: { initial: Theme }) {
  const [theme, setTheme] = useState(initial);
  const choose = (next: Theme) => {
    setTheme(next);
    applyTheme(next);
  };
  return (
    <Segments
      label="Theme"
      segments={SEGMENTS}
      chosen={theme}
      onChoose={choose}
      className="w-full desk:w-auto"
    />
  );
}

function Named({ icon, name }: { icon: React.ReactNode; name: string }) {
  return (
    <span className="flex items-center gap-1.5">
      {icon}
      {name}
    </span>
  );
}
