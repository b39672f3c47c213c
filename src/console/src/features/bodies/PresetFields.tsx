import { useId } from 'react';
import type { BodyPreset } from '@/protocol/bodies';
import { useText } from '@/shared/text/TextContext';

interface PresetFieldsProps {
  preset: BodyPreset;
  onChange(preset: BodyPreset): void;
}

/** Which items of the sheet a body needs, which it never wants, and what a sheet for it is made for as a rule. */
export function PresetFields({ preset, onChange }: PresetFieldsProps) {
  const { text } = useText();
  const words = text.bodies.preset;
  const id = useId();
  const of = (code: string) => (preset.needs?.includes(code) ? 'needs' : preset.never?.includes(code) ? 'never' : '');
  function put(code: string, to: string) {
    const without = (codes?: string[] | null) => (codes ?? []).filter((one) => one !== code);
    const [needs, never] = [without(preset.needs), without(preset.never)];
    if (to === 'needs') needs.push(code);
    if (to === 'never') never.push(code);
    onChange({ ...preset, needs, never });
  }
  return (
    <fieldset>
      <legend>{words.title}</legend>
      <p className="lead">{words.lead}</p>
      <label className="body-field">
        <span>{words.use}</span>
        <select value={preset.use ?? ''} onChange={(event) => onChange({ ...preset, use: event.target.value })}>
          <option value="">{words.usual}</option>
          {Object.entries(words.uses).map(([code, name]) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <div className="preset-items">
        {Object.entries(text.handoffItems)
          .filter(([code]) => !code.startsWith('use_'))
          .map(([code, name]) => (
            <div key={code} className="preset-item">
              <label htmlFor={id + code}>{name}</label>
              <select id={id + code} value={of(code)} onChange={(event) => put(code, event.target.value)}>
                <option value="">{words.either}</option>
                <option value="needs">{words.needs}</option>
                <option value="never">{words.never}</option>
              </select>
            </div>
          ))}
      </div>
    </fieldset>
  );
}
