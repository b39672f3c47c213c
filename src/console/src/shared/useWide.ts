import { useSyncExternalStore } from 'react';

const query = '(min-width: 1100px)';

/** Whether there is room for three panes; below it the person's card lies over the conversation when asked for. */
export function useWide(): boolean {
  return useSyncExternalStore(
    (changed) => {
      const media = window.matchMedia(query);
      media.addEventListener('change', changed);
      return () => media.removeEventListener('change', changed);
    },
    () => window.matchMedia(query).matches,
  );
}
