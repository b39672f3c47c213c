import { useText } from '@/shared/text/TextContext';

/** Whose person this is, and what of them is not shown here. */
export function GuestBar({ home }: { home: string }) {
  const words = useText().text.guest;
  return (
    <details className="guest-bar">
      <summary>
        <span className="tag tag-amber">{words.tag}</span> {words.whose(home)}
      </summary>
      <p>{words.shown}</p>
      <p>{words.notShown(home)}</p>
    </details>
  );
}
