import { useCallback, useEffect, useRef, useState } from 'react';
import type { BodyKind, BodyList } from '@/protocol/bodies';
import { bodyKinds, listBodies } from '@/protocol/bodyCalls';
import { queryOf, type Wanted } from './Filters';

const typing = 250;

/** The directory as it is asked for, read anew when the conditions change; an answer to an older question is let go. */
export function useDirectory(wanted: Wanted) {
  const [list, setList] = useState<BodyList | null>(null);
  const [kinds, setKinds] = useState<BodyKind[]>([]);
  const [unread, setUnread] = useState(false);
  const asked = useRef(0);

  const read = useCallback(
    async (after = 0) => {
      const mine = ++asked.current;
      try {
        const page = await listBodies(queryOf(wanted, after));
        if (mine !== asked.current) return;
        setList((before) => (after > 0 && before ? { ...page, bodies: [...before.bodies, ...page.bodies] } : page));
        setUnread(false);
      } catch {
        if (mine === asked.current) setUnread(true);
      }
    },
    [wanted],
  );

  useEffect(() => {
    const wait = setTimeout(() => void read(), typing);
    return () => clearTimeout(wait);
  }, [read]);

  useEffect(() => {
    bodyKinds().then(setKinds, () => setUnread(true));
  }, []);

  return { list, kinds, unread, read };
}
