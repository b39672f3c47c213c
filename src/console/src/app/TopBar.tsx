import { Bell, BellOff } from 'lucide-react';
import { StateSwitch } from '@/features/shift/StateSwitch';
import { useText } from '@/shared/text/TextContext';
import { ConnectionSign, type ShownLink } from './ConnectionSign';
import type { Desk } from './desk';
import { SettingsMenu, type SettingsProps } from './SettingsMenu';

interface TopBarProps extends SettingsProps {
  desk: Desk;
  link: ShownLink;
  name: string;
  organisation: string;
  onAvailability(available: boolean, capacity: number): void;
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
}

/** One line: who I am, my state, the connection, the sound, the rest in one small menu. */
export function TopBar(props: TopBarProps) {
  const { text } = useText();
  const { desk, preferences, onChange } = props;
  const Sound = preferences.sound ? Bell : BellOff;
  return (
    <div className="topbar">
      <h1 className="who">
        <span className="who-organisation">{props.organisation}</span>
        <span className="who-name">{props.name}</span>
      </h1>
      <StateSwitch
        available={desk.availability.available}
        capacity={desk.availability.capacity}
        known={desk.me !== null}
        onChange={props.onAvailability}
      />
      <div className="topbar-end">
        {props.onChecks && desk.checks > 0 && (
          <button type="button" className="checks-waiting" onClick={props.onChecks}>
            {text.checks.open(desk.checks)}
          </button>
        )}
        <ConnectionSign state={props.link} />
        <button
          type="button"
          className="quiet icon sound"
          aria-pressed={preferences.sound}
          title={text.tools.sound}
          onClick={() => onChange({ sound: !preferences.sound })}
        >
          <Sound size={18} aria-hidden="true" />
          <span className="sr-only">{text.tools.sound}</span>
        </button>
        <SettingsMenu
          preferences={preferences}
          onChange={onChange}
          onKeys={props.onKeys}
          onChecks={props.onChecks}
          onBlocks={props.onBlocks}
          onClosedEmergencies={props.onClosedEmergencies}
          onBodies={props.onBodies}
          onRoster={props.onRoster}
          onCoverage={props.onCoverage}
          onLoop={props.onLoop}
          onStories={props.onStories}
          onRequests={props.onRequests}
          onContributions={props.onContributions}
          onReferrals={props.onReferrals}
          onSignOut={props.onSignOut}
        />
      </div>
    </div>
  );
}
