import type { Story } from '@/protocol/stories';
import { prefectures } from '@/shared/text/prefectures';
import { useText } from '@/shared/text/TextContext';
import { wholeDay } from '@/shared/time';

/** One story that may be used, with what for and until when. */
export function StoryCard({ story }: { story: Story }) {
  const { text, language } = useText();
  const words = text.stories;
  const place = story.prefecture && prefectures[story.prefecture]?.[language === 'ja' ? 0 : 1];
  return (
    <li>
      <p>
        <span className="code">{story.number}</span>{' '}
        {story.uses.map((use) => (
          <span key={use} className="quota-tag">
            {words.uses[use]}
          </span>
        ))}
      </p>
      <dl className="story-words" lang="ja">
        {(['before', 'since', 'now'] as const)
          .filter((key) => story[key])
          .map((key) => (
            <div key={key}>
              <dt>{words.parts[key]}</dt>
              <dd>{story[key]}</dd>
            </div>
          ))}
      </dl>
      <p className="lead">
        {place && `${place} · `}
        {words.until(wholeDay(story.until, language))}
        {story.byPerson && ` · ${words.byPerson}`}
      </p>
      {story.look.length > 0 && <p className="amber-note">{words.look(story.look.join(text.listComma))}</p>}
    </li>
  );
}
