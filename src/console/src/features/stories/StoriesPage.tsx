import { useCallback, useEffect, useState } from 'react';
import { readStories, type StoryShelf } from '@/protocol/stories';
import { useText } from '@/shared/text/TextContext';
import { OverviewPage } from '@/shared/ui/OverviewPage';
import { GoneStories } from './GoneStories';
import { StoryCard } from './StoryCard';
import { TakeStories } from './TakeStories';

/** その後のお話: what people have agreed to, to be used within the organisation or published; and what is to be taken out again. */
export function StoriesPage({ onBack }: { onBack?: () => void }) {
  const { text } = useText();
  const words = text.stories;
  const [shelf, setShelf] = useState<StoryShelf | null>(null);
  const [unread, setUnread] = useState(false);
  const read = useCallback(
    () =>
      readStories().then(
        (now) => {
          setShelf(now);
          setUnread(false);
        },
        () => setUnread(true),
      ),
    [],
  );
  useEffect(() => void read(), [read]);

  return (
    <OverviewPage words={words} empty={!shelf} unread={unread} onBack={onBack} onAgain={read}>
      {shelf && (
        <>
          {shelf.gone.length > 0 && <GoneStories gone={shelf.gone} />}
          <section className="over-card" aria-labelledby="stories-agreed">
            <h2 id="stories-agreed">{words.agreed}</h2>
            {shelf.agreed.length === 0 && <p>{words.none}</p>}
            {shelf.waiting > 0 && <p className="lead">{words.waiting(shelf.waiting)}</p>}
            <ul className="over-list">
              {shelf.agreed.map((story) => (
                <StoryCard key={story.number} story={story} />
              ))}
            </ul>
          </section>
          {shelf.agreed.length > 0 && <TakeStories />}
        </>
      )}
    </OverviewPage>
  );
}
