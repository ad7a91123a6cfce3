import type { Metadata, Viewport } from 'next';
import localFont from 'next/font/local';
import { cookies, headers } from 'next/headers';
import type { ReactNode } from 'react';
import { FormatProvider } from '@/components/format/format-provider';
import { LiveProvider } from '@/components/live/live-provider';
import { DemoBadge } from '@/components/shell/demo-badge';
import { DISPLAY_COOKIE } from '@/components/shell/display-cookie';
import { Frame } from '@/components/shell/frame';
import { LinkBanner } from '@/components/shell/link-banner';
import { Rail } from '@/components/shell/rail';
import { TabBar } from '@/components/shell/tab-bar';
import { parseTheme, THEME_COOKIE } from '@/components/shell/theme';
import { visitor } from './_data/asking';
import { demoHouse } from './_data/demo';
import { home } from './_data/home';
import { displayOf, readingSettings } from './display';
import './globals.css';

const sans = localFont({
  src: '../node_modules/@fontsource-variable/instrument-sans/files/instrument-sans-latin-wght-normal.woff2',
  variable: '--font-instrument-sans',
  weight: '400 700',
});
const mono = localFont({
  src: '../node_modules/@fontsource-variable/geist-mono/files/geist-mono-latin-wght-normal.woff2',
  variable: '--font-geist-mono',
  weight: '100 900',
  preload: false,
});

export const metadata: Metadata = {
  title: { template: '%s · Hearth', default: 'Hearth' },
  description: 'What the house is doing right now.',
};

export const viewport: Viewport = {
  viewportFit: 'cover',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#f3f3f1' },
    { media: '(prefers-color-scheme: dark)', color: '#0b0c0e' },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const kept = await cookies();
  const theme = parseTheme(kept.get(THEME_COOKIE)?.value);
  const [own, demo, who] = await Promise.all([home(), demoHouse(), visitor()]);
  const { name, timeZone } = own;
  const reading = readingSettings(
    displayOf(kept.get(DISPLAY_COOKIE)?.value, own),
    (await headers()).get('accept-language'),
  );
  return (
    <html
      lang="en"
      data-theme={theme === 'system' ? undefined : theme}
      data-outside={who === undefined ? '' : undefined}
      className={`${sans.variable} ${mono.variable}`}
      suppressHydrationWarning
    >
      <body>
        <FormatProvider settings={{ ...reading, timeZone }}>
          {who === undefined ? (
            children
          ) : (
            <LiveProvider>
              <Frame>
                <Rail homeName={name} isDemo={demo !== undefined} visitor={who} />
                <main className="w-full max-w-[1440px] min-w-0 px-4 pb-6 desk:px-7 desk:pt-[18px] desk:pb-10">
                  {demo !== undefined && <DemoBadge className="flex min-h-11 desk:hidden" />}
                  {children}
                </main>
                <TabBar role={who.role} />
              </Frame>
              <LinkBanner />
            </LiveProvider>
          )}
        </FormatProvider>
      </body>
    </html>
  );
}
