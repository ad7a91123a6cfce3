'use client';

import { configText } from '@/contracts/config-value';
import type { TopicPage } from '@/contracts/topic-page';
import { type SettingState, SettingsTable } from './settings-table';

/** The settings of a topic that nobody manages: to look at. */
export function UnmanagedSettings({ page: { settings } }: { page: TopicPage }) {
  const stateOf = (name: string): SettingState => {
    const fact = settings.find((one) => one.name === name);
    const isOwn = fact?.isOverride === true && fact.value !== null;
    return {
      typed: isOwn ? configText(name, fact.type, fact.value ?? '') : undefined,
      isEdited: false,
      isDrift: false,
      problem: undefined,
      warning: undefined,
    };
  };
  return <SettingsTable settings={settings} stateOf={stateOf} onType={() => undefined} isReadOnly />;
}
