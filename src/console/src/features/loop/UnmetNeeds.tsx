import { useEffect, useState } from 'react';
import type { Unmet } from '@/protocol/loop';
import { type SheetCode, sheetFields } from '@/protocol/sheets';
import { prefectures } from '@/shared/text/prefectures';
import { useText } from '@/shared/text/TextContext';

/** 行き先なし: for whom no body was found, by what it is about, where and when; small counts are not told. */
export function UnmetNeeds({ unmet }: { unmet: readonly Unmet[] }) {
  const { text, language } = useText();
  const words = text.loop;
  const [topics, setTopics] = useState<readonly SheetCode[]>([]);
  useEffect(() => {
    // Without the labels the codes stand there.
    sheetFields().then(
      (fields) => setTopics(fields.find((field) => field.key === 'mainTopic')?.codes ?? []),
      () => setTopics([]),
    );
  }, []);

  function nameOf({ by, value, name }: Unmet) {
    if (by === 'topic') return topics.find((topic) => topic.code === value)?.[language] ?? value;
    if (by === 'hour') return words.hour(Number(value));
    if (value === 'unknown') return words.unknownArea;
    const prefecture = prefectures[value.slice(0, 2)]?.[language === 'ja' ? 0 : 1] ?? '';
    // Its last digit is a check digit: 13 000 1 is Tokyo as a whole.
    if (value.slice(2, 5) === '000') return prefecture || value;
    return [prefecture, name ?? words.municipality(value)].filter(Boolean).join(' ');
  }

  return (
    <section className="over-card" aria-labelledby="loop-unmet">
      <h2 id="loop-unmet">{words.unmet}</h2>
      {unmet.length === 0 ? (
        <p>{words.noUnmet}</p>
      ) : (
        <>
          <p className="lead">{words.unmetNote}</p>
          <div className="over-kinds">
            {(['topic', 'area', 'hour'] as const).map((kind) => (
              <div key={kind}>
                <h3>{words.kinds[kind]}</h3>
                <dl className="over-counts">
                  {unmet
                    .filter((one) => one.by === kind)
                    .map((one) => (
                      <div key={one.value}>
                        <dt>{nameOf(one)}</dt>
                        <dd>{one.count === null ? words.few : words.count(one.count)}</dd>
                      </div>
                    ))}
                </dl>
              </div>
            ))}
          </div>
        </>
      )}
    </section>
  );
}
