import { useCallback, useEffect, useMemo, useState } from 'react';
import { SignIn } from '@/features/session/SignIn';
import { Standing } from '@/features/session/Standing';
import { applyPreferences, loadPreferences, type Preferences } from '@/shared/preferences';
import { dictionaries, TextContext } from '@/shared/text/TextContext';
import { DeskPage } from './DeskPage';
import { KeeperPage } from './KeeperPage';
import { ThemeAndLanguage } from './SettingsMenu';
import { useSession } from './useSession';

export function App() {
  const [preferences, setPreferences] = useState(loadPreferences);
  const change = useCallback((part: Partial<Preferences>) => setPreferences((before) => ({ ...before, ...part })), []);
  useEffect(() => applyPreferences(preferences), [preferences]);

  const { language } = preferences;
  const words = useMemo(() => ({ text: dictionaries[language], language }), [language]);
  const session = useSession();
  const { page } = session;

  if (page.kind === 'desk') {
    return (
      <TextContext value={words}>
        <DeskPage
          store={page.store}
          acts={page.runtime}
          me={page.me}
          preferences={preferences}
          onChange={change}
          onSignOut={session.leave}
        />
      </TextContext>
    );
  }
  if (page.kind === 'keeper') {
    return (
      <TextContext value={words}>
        <KeeperPage me={page.me} preferences={preferences} onChange={change} onSignOut={session.leave} />
      </TextContext>
    );
  }
  return (
    <TextContext value={words}>
      <div className="door-page">
        <header className="door-tools">
          <ThemeAndLanguage preferences={preferences} onChange={change} />
        </header>
        {page.kind === 'door' ? (
          <SignIn expiredUser={page.expiredUser} onSignedIn={session.enter} onOtherUser={session.leave} />
        ) : (
          <Standing kind={page.kind} onSignOut={session.leave} />
        )}
      </div>
    </TextContext>
  );
}
