'use client';

import { useEffect, useState } from 'react';

const TOLD_FOR_MS = 2_000;

/** Copies text, and says so for a moment; where the browser doesn't allow it, it says that. */
export function useCopy() {
  const [copied, setCopied] = useState('');
  useEffect(() => {
    if (copied === '') return;
    const timer = setTimeout(() => setCopied(''), TOLD_FOR_MS);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = (said: string, text: string) => {
    const clipboard = navigator.clipboard as Clipboard | undefined;
    if (clipboard === undefined) return setCopied('the browser copies on https or localhost alone');
    clipboard.writeText(text).then(
      () => setCopied(said),
      () => setCopied('the browser did not allow it'),
    );
  };
  return { copied, copy };
}
