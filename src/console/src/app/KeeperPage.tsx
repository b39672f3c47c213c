import { useState } from 'react';
import { BodiesPage } from '@/features/bodies/BodiesPage';
import { ContributionsPage } from '@/features/consortium/ContributionsPage';
import { QuotaPage } from '@/features/quota/QuotaPage';
import { CoveragePage } from '@/features/roster/CoveragePage';
import { RosterPage } from '@/features/roster/RosterPage';
import { StoriesPage } from '@/features/stories/StoriesPage';
import { useText } from '@/shared/text/TextContext';
import { type SettingsProps, ThemeAndLanguage } from './SettingsMenu';

interface KeeperPageProps extends SettingsProps {
  me: { name: string; organisationName: string };
  onSignOut(): void;
}

/** What an administrator sees: no conversation, but the directory and the roster that they keep, how a week is covered, and how the LINE accounts stand. */
export function KeeperPage({ me, preferences, onChange, onSignOut }: KeeperPageProps) {
  const { text } = useText();
  const [page, setPage] = useState<'bodies' | 'quota' | 'roster' | 'coverage' | 'contributions' | 'stories'>('bodies');
  return (
    <div className="desk">
      <header className="top">
        <div className="topbar">
          <p className="who">
            <span className="who-organisation">{me.organisationName}</span>
            <span className="who-name">{me.name}</span>
          </p>
          <nav className="keeper-pages" aria-label={text.quota.places}>
            {(['bodies', 'quota', 'roster', 'coverage', 'contributions', 'stories'] as const).map((one) => (
              <button
                key={one}
                type="button"
                className="quiet"
                aria-current={page === one ? 'page' : undefined}
                onClick={() => setPage(one)}
              >
                {text[one].title}
              </button>
            ))}
          </nav>
          <div className="topbar-end keeper-tools">
            <ThemeAndLanguage preferences={preferences} onChange={onChange} />
            <button type="button" className="quiet" onClick={onSignOut}>
              {text.session.signOut}
            </button>
          </div>
        </div>
      </header>
      {page === 'bodies' && <BodiesPage keeps />}
      {page === 'quota' && <QuotaPage />}
      {page === 'roster' && <RosterPage counsels={false} keeps />}
      {page === 'coverage' && <CoveragePage />}
      {page === 'contributions' && <ContributionsPage now={Date.now()} />}
      {page === 'stories' && <StoriesPage />}
    </div>
  );
}
