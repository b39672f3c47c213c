import { useEffect, useState } from 'react';

/** The local clock in milliseconds, renewed every `every` milliseconds while the page is in view. */
export function useNow(every: number): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), every);
    return () => clearInterval(timer);
  }, [every]);
  return now;
}
