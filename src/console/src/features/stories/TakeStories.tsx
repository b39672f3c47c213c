import { useId, useState } from 'react';
import { storyFile } from '@/protocol/stories';
import { useText } from '@/shared/text/TextContext';

/** The stories as a file, for one use or all. */
export function TakeStories() {
  const { text } = useText();
  const words = text.stories;
  const [use, setUse] = useState('');
  const id = useId();
  return (
    <section className="over-card" aria-labelledby={`${id}take`}>
      <h2 id={`${id}take`}>{words.take}</h2>
      <p className="lead">{words.takeNote}</p>
      <p className="over-choice">
        <label htmlFor={id}>{words.use}</label>
        <select id={id} value={use} onChange={(event) => setUse(event.target.value)}>
          <option value="">{words.everyUse}</option>
          {Object.entries(words.uses).map(([code, name]) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </select>
      </p>
      <p className="over-acts story-files">
        <a href={storyFile('csv', use)} download>
          {words.csv}
        </a>
        <a href={storyFile('json', use)} download>
          {words.json}
        </a>
      </p>
    </section>
  );
}
