import { Settings } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { AlarmSettings } from '@/features/emergency/AlarmSettings';
import type { Preferences } from '@/shared/preferences';
import { useText } from '@/shared/text/TextContext';

export interface SettingsProps {
  preferences: Preferences;
  onChange(change: Partial<Preferences>): void;
}

/** Theme and language, wherever one is; the desk adds its own switches. */
export function ThemeAndLanguage({ preferences, onChange }: SettingsProps) {
  const { text } = useText();
  return (
    <>
      <label className="setting">
        <span>{text.tools.theme}</span>
        <select
          value={preferences.theme}
          onChange={(event) => onChange({ theme: event.target.value as Preferences['theme'] })}
        >
          {(['system', 'light', 'dark'] as const).map((theme) => (
            <option key={theme} value={theme}>
              {text.tools.themes[theme]}
            </option>
          ))}
        </select>
      </label>
      <label className="setting">
        <span>{text.tools.language}</span>
        <select
          value={preferences.language}
          onChange={(event) => onChange({ language: event.target.value as Preferences['language'] })}
        >
          <option value="ja" lang="ja">
            日本語
          </option>
          <option value="en" lang="en">
            English
          </option>
        </select>
      </label>
    </>
  );
}

export function SettingsMenu({
  preferences,
  onChange,
  onKeys,
  onChecks,
  onBlocks,
  onClosedEmergencies,
  onBodies,
  onRoster,
  onCoverage,
  onLoop,
  onStories,
  onRequests,
  onContributions,
  onReferrals,
  onSignOut,
}: SettingsProps & {
  onKeys(): void;
  onChecks?: (() => void) | undefined;
  onBlocks?: (() => void) | undefined;
  onClosedEmergencies?: (() => void) | undefined;
  onBodies(): void;
  onRoster(): void;
  onCoverage?: (() => void) | undefined;
  onLoop?: (() => void) | undefined;
  onStories?: (() => void) | undefined;
  onRequests?: (() => void) | undefined;
  onContributions?: (() => void) | undefined;
  onReferrals(): void;
  onSignOut(): void;
}) {
  const { text } = useText();
  const [open, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const opener = useRef<HTMLButtonElement>(null);

  useEffect(() => {
    if (!open) return;
    const outside = (event: PointerEvent) => {
      if (!root.current?.contains(event.target as Node)) setOpen(false);
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      setOpen(false);
      opener.current?.focus();
    };
    window.addEventListener('pointerdown', outside);
    window.addEventListener('keydown', onKey);
    return () => {
      window.removeEventListener('pointerdown', outside);
      window.removeEventListener('keydown', onKey);
    };
  }, [open]);

  return (
    <div className="settings" ref={root}>
      <button
        type="button"
        ref={opener}
        className="quiet icon"
        aria-expanded={open}
        title={text.tools.menu}
        onClick={() => setOpen(!open)}
      >
        <Settings size={18} aria-hidden="true" />
        <span className="sr-only">{text.tools.menu}</span>
      </button>
      {open && (
        <div className="settings-sheet">
          <ThemeAndLanguage preferences={preferences} onChange={onChange} />
          <Switch label={text.tools.soundOn} on={preferences.sound} onChange={(sound) => onChange({ sound })} />
          <Switch
            label={text.tools.enterSends}
            on={preferences.enterSends}
            onChange={(enterSends) => onChange({ enterSends })}
          />
          <button
            type="button"
            className="quiet wide"
            onClick={() => {
              setOpen(false);
              onKeys();
            }}
          >
            {text.tools.keys} <kbd>?</kbd>
          </button>
          <button
            type="button"
            className="quiet wide"
            onClick={() => {
              setOpen(false);
              onBodies();
            }}
          >
            {text.bodies.title}
          </button>
          <button
            type="button"
            className="quiet wide"
            onClick={() => {
              setOpen(false);
              onReferrals();
            }}
          >
            {text.referrals.list}
          </button>
          <button
            type="button"
            className="quiet wide"
            onClick={() => {
              setOpen(false);
              onRoster();
            }}
          >
            {text.roster.title}
          </button>
          {onCoverage && (
            <button
              type="button"
              className="quiet wide"
              onClick={() => {
                setOpen(false);
                onCoverage();
              }}
            >
              {text.coverage.title}
            </button>
          )}
          {onLoop && (
            <button
              type="button"
              className="quiet wide"
              onClick={() => {
                setOpen(false);
                onLoop();
              }}
            >
              {text.loop.title}
            </button>
          )}
          {onStories && (
            <button
              type="button"
              className="quiet wide"
              onClick={() => {
                setOpen(false);
                onStories();
              }}
            >
              {text.stories.title}
            </button>
          )}
          {onRequests && (
            <button
              type="button"
              className="quiet wide"
              onClick={() => {
                setOpen(false);
                onRequests();
              }}
            >
              {text.requests.title}
            </button>
          )}
          {onContributions && (
            <button
              type="button"
              className="quiet wide"
              onClick={() => {
                setOpen(false);
                onContributions();
              }}
            >
              {text.contributions.title}
            </button>
          )}
          {onChecks && (
            <button
              type="button"
              className="quiet wide"
              onClick={() => {
                setOpen(false);
                onChecks();
              }}
            >
              {text.checks.list}
            </button>
          )}
          {onBlocks && (
            <button
              type="button"
              className="quiet wide"
              onClick={() => {
                setOpen(false);
                onBlocks();
              }}
            >
              {text.blocks.list}
            </button>
          )}
          {onClosedEmergencies && (
            <>
              <button
                type="button"
                className="quiet wide"
                onClick={() => {
                  setOpen(false);
                  onClosedEmergencies();
                }}
              >
                {text.emergency.closedList}
              </button>
              <AlarmSettings />
            </>
          )}
          <button type="button" className="quiet wide" onClick={onSignOut}>
            {text.session.signOut}
          </button>
        </div>
      )}
    </div>
  );
}

function Switch({ label, on, onChange }: { label: string; on: boolean; onChange(on: boolean): void }) {
  return (
    <label className="setting">
      <span>{label}</span>
      <input type="checkbox" checked={on} onChange={(event) => onChange(event.target.checked)} />
    </label>
  );
}
