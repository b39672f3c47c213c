import { useEffect, useState } from 'react';

/** The value once it has stayed the same for `after` milliseconds; until then the one before. What passes is not shown. */
export function useLasting<T>(value: T, after: number): T {
  const [lasting, setLasting] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setLasting(value), after);
    return () => clearTimeout(timer);
  }, [value, after]);
  return lasting;
}
