import type { StoryShelf } from '@/protocol/stories';
import { useText } from '@/shared/text/TextContext';
import { wholeDay } from '@/shared/time';

/** What went into a file and may not be used any more, by its number: whoever took the file takes it out there. */
export function GoneStories({ gone }: { gone: StoryShelf['gone'] }) {
  const { text, language } = useText();
  const words = text.stories;
  return (
    <section className="over-card" aria-labelledby="stories-gone">
      <h2 id="stories-gone">{words.gone}</h2>
      <p className="amber-note">{words.goneLead}</p>
      <ul className="over-list">
        {gone.map((one) => (
          <li key={one.number}>
            <span className="code">{one.number}</span>{' '}
            <span className="lead">{words.goneAt(wholeDay(one.exportedAt, language))}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
