import type { Language } from './time';

/**
 * Small choices that outlive the tab, kept in the browser. Switches only: never a word that somebody wrote, never a
 * name. `public/theme.js` reads the first two before the first paint.
 */
export interface Preferences {
  theme: 'system' | 'light' | 'dark';
  language: Language;
  enterSends: boolean;
  sound: boolean;
  cardFolded: boolean;
  welcomed: boolean;
}

export const defaults: Preferences = {
  theme: 'system',
  language: 'ja',
  enterSends: false,
  sound: true,
  cardFolded: false,
  welcomed: false,
};

const key = 'console.preferences';

export function loadPreferences(): Preferences {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(key) ?? '{}');
    return typeof stored === 'object' && stored !== null ? { ...defaults, ...stored } : defaults;
  } catch {
    return defaults;
  }
}

/** Keeps the choices and makes them visible on the document. */
export function applyPreferences(preferences: Preferences): void {
  try {
    localStorage.setItem(key, JSON.stringify(preferences));
  } catch {
    // A browser that withholds storage keeps the choice for this page only.
  }
  const root = document.documentElement;
  root.lang = preferences.language;
  const meta = document.querySelector<HTMLMetaElement>('meta[name="color-scheme"]');
  if (preferences.theme === 'system') delete root.dataset.theme;
  else root.dataset.theme = preferences.theme;
  if (meta) meta.content = preferences.theme === 'system' ? 'light dark' : preferences.theme;
}
