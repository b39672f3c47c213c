import { useText } from '@/shared/text/TextContext';

const shapes = { urgent: '▲', high: '◆', middle: '●', low: '○', unknown: '?' };

/** A grade as shape, word and colour together; nothing at all while it is not known. */
export function GradeMark({ grade }: { grade: keyof typeof shapes }) {
  const { text } = useText();
  if (grade === 'unknown') return null;
  return (
    <span className={`grade grade-${grade}`}>
      <span aria-hidden="true">{shapes[grade]}</span> {text.grade[grade]}
    </span>
  );
}
