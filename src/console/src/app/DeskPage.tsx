import { useCallback, useEffect, useMemo, useState } from 'react';
import { BodiesPage } from '@/features/bodies/BodiesPage';
import { ContributionsPage } from '@/features/consortium/ContributionsPage';
import { ConversationList } from '@/features/conversation/ConversationList';
import { ConversationPane } from '@/features/conversation/ConversationPane';
import { find } from '@/features/conversation/mine';
import { PersonCard } from '@/features/conversation/PersonCard';
import { AlarmBar } from '@/features/emergency/AlarmBar';
import { EmergencyPane } from '@/features/emergency/EmergencyPane';
import { EmergencyTalk } from '@/features/emergency/EmergencyTalk';
import { rings } from '@/features/emergency/model';
import { useAlarm } from '@/features/emergency/useAlarm';
import { GuestBar } from '@/features/guest/GuestBar';
import { HandoffPane } from '@/features/handoff/HandoffPane';
import { LoopPage } from '@/features/loop/LoopPage';
import { DisasterFirst } from '@/features/queue/DisasterFirst';
import { MoveDialog } from '@/features/queue/MoveDialog';
import { Offers } from '@/features/queue/Offers';
import { TakeNext } from '@/features/queue/TakeNext';
import { WaitingQueue } from '@/features/queue/WaitingQueue';
import { Referrals } from '@/features/referrals/Referrals';
import { RequestsPage } from '@/features/requests/RequestsPage';
import { CoveragePage } from '@/features/roster/CoveragePage';
import { RosterPage } from '@/features/roster/RosterPage';
import { StoriesPage } from '@/features/stories/StoriesPage';
import { keepingRoles, type QueuePlace, supervisingRoles } from '@/protocol/messages';
import { useStore } from '@/shared/store';
import { useText } from '@/shared/text/TextContext';
import { useLasting } from '@/shared/useLasting';
import { useNow } from '@/shared/useNow';
import { useWide } from '@/shared/useWide';
import { BodyPicker, movedLast, saidBy } from './BodyPicker';
import { ConnectionBanner } from './ConnectionSign';
import { DeskSheets, type Sheet } from './DeskSheets';
import { DisasterBar } from './DisasterBar';
import { type AtPartner, ElsewhereSheet } from './ElsewhereSheet';
import { Notices } from './Notices';
import type { Acts, DeskStore } from './runtime';
import type { SettingsProps } from './SettingsMenu';
import { shownLink, titleOf } from './shown';
import { TalkCompany } from './TalkCompany';
import { TopBar } from './TopBar';
import { useDeskKeys } from './useDeskKeys';
import { Resting, Welcome } from './Welcome';

interface DeskPageProps extends SettingsProps {
  store: DeskStore;
  acts: Acts;
  me: { name: string; organisationName: string };
  onSignOut(): void;
}

export function DeskPage({ store, acts, me, preferences, onChange, onSignOut }: DeskPageProps) {
  const { text } = useText();
  const desk = useStore(store);
  const { dispatch } = store;
  const now = useNow(1000);
  const serverNow = now + desk.skew;
  const [sheet, setSheet] = useState<Sheet>(null);
  const [taking, setTaking] = useState(false);
  const [emergency, setEmergency] = useState<string | null>(null);
  const [page, setPage] = useState<
    'bodies' | 'loop' | 'requests' | 'roster' | 'coverage' | 'contributions' | 'stories' | null
  >(null);
  const leavePage = useCallback(() => setPage(null), []);
  const [handingOver, setHandingOver] = useState<string | null>(null);
  const [moving, setMoving] = useState<QueuePlace | null>(null);
  const [elsewhere, setElsewhere] = useState<AtPartner | null>(null);
  const supervises = supervisingRoles.includes(desk.me?.role ?? '');
  const selected = find(desk.mine, desk.selected);
  const link = shownLink(desk);
  // A gap that fills within the blink of an eye must not move the page.
  const lasting = useLasting(link, 700);
  const shut = useCallback(() => setSheet(null), []);

  const take = useCallback(async () => {
    setTaking(true);
    await acts.take();
    setTaking(false);
  }, [acts]);

  const wide = useWide();
  const [cardLaid, setCardLaid] = useState(false);
  const cardShown = selected !== null && (wide ? !preferences.cardFolded : cardLaid);
  const turnCard = () => (wide ? onChange({ cardFolded: !preferences.cardFolded }) : setCardLaid(!cardLaid));
  useDeskKeys({ desk, acts, dispatch, take: () => !taking && take(), setSheet, turnCard });

  const ringing = desk.emergencies.filter((one) => rings(one, desk.me)).map((one) => one.id);
  const alarm = useAlarm(ringing, supervises, text.emergency.sound.notification);
  const opened = desk.emergencies.find((one) => one.id === emergency) ?? null;
  // The talk of somebody in danger whom another counsellor has is read beside the worksheet.
  const along =
    supervises && opened && !desk.mine.some((held) => held.card.id === opened.conversationId) ? opened : null;
  const openEmergency = useCallback(
    (id: string) => {
      setEmergency(id);
      const theirs = store.get().emergencies.find((one) => one.id === id)?.conversationId;
      if (theirs && store.get().mine.some((held) => held.card.id === theirs)) dispatch({ type: 'select', id: theirs });
    },
    [store, dispatch],
  );

  const handoffShown = selected !== null && !selected.ended && handingOver === selected.card.id && !emergency;

  const title = titleOf(desk, text, me.organisationName);
  useEffect(() => {
    document.title = title;
  }, [title]);

  useEffect(() => dispatch({ type: 'expire', serverNow }), [dispatch, serverNow]);

  // Whoever accepts an offer while reading another page is to see the person.
  const { selected: selectedId } = desk;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the change itself is what matters
  useEffect(leavePage, [selectedId]);

  const paneActs = useMemo(
    () => ({
      onDraft: (id: string, words: string) => dispatch({ type: 'draft', id, text: words }),
      onSend: acts.send,
      onTyping: acts.typing,
      onSeen: acts.seen,
      onDrop: (clientId: string, restore: boolean) => dispatch({ type: 'drop', clientId, restore }),
      onBack: () => dispatch({ type: 'select', id: null }),
      onClose: () => setSheet('close'),
      onReturn: () => setSheet('return'),
      onAskHandoff: () => setSheet('askHandoff'),
      onHandOver: (id: string) => {
        setEmergency(null);
        setHandingOver(id);
      },
      onPutAway: (id: string) => dispatch({ type: 'putAway', id }),
    }),
    [dispatch, acts],
  );
  const readNotice = useCallback((id: number) => dispatch({ type: 'noticeRead', id }), [dispatch]);
  const askSignOut = () => {
    const holding = desk.mine.some((held) => !held.ended);
    if (holding || desk.outbox.length > 0 || Object.values(desk.drafts).some(Boolean)) setSheet('signOut');
    else onSignOut();
  };

  return (
    <div
      className={`desk ${selected || along ? 'has-selected' : ''} ${emergency || handoffShown ? 'has-emergency' : cardShown ? 'has-card' : ''}`}
    >
      <header className="top">
        {selected && (
          <a className="skip" href="#conversation">
            {text.tools.skip}
          </a>
        )}
        <TopBar
          desk={desk}
          link={link === 'catchingUp' && lasting !== link ? 'connected' : link}
          name={me.name}
          organisation={me.organisationName}
          preferences={preferences}
          onChange={onChange}
          onAvailability={acts.setAvailability}
          onKeys={() => setSheet('keys')}
          onBodies={() => setPage('bodies')}
          onRoster={() => setPage('roster')}
          onCoverage={supervises ? () => setPage('coverage') : undefined}
          onLoop={supervises ? () => setPage('loop') : undefined}
          onStories={supervises ? () => setPage('stories') : undefined}
          onRequests={supervises ? () => setPage('requests') : undefined}
          onContributions={desk.me?.role === 'coordinator' ? () => setPage('contributions') : undefined}
          onReferrals={() => setSheet('referrals')}
          onChecks={supervises ? () => setSheet('checks') : undefined}
          onBlocks={supervises ? () => setSheet('blocks') : undefined}
          onClosedEmergencies={supervises ? () => setSheet('closedEmergencies') : undefined}
          onSignOut={askSignOut}
        />
        <AlarmBar
          emergencies={desk.emergencies}
          me={desk.me}
          serverNow={serverNow}
          audible={alarm.audible}
          onAllow={alarm.allow}
          onAcknowledge={acts.acknowledgeAlarm}
          onOpen={openEmergency}
        />
        <DisasterBar now={serverNow} />
        <ConnectionBanner state={link === 'offline' ? link : lasting} onRetry={acts.retryNow} />
      </header>
      {page === 'bodies' && <BodiesPage keeps={keepingRoles.includes(desk.me?.role ?? '')} onBack={leavePage} />}
      {page === 'loop' && <LoopPage onBack={leavePage} />}
      {page === 'stories' && <StoriesPage onBack={leavePage} />}
      {page === 'requests' && <RequestsPage onBack={leavePage} />}
      {page === 'roster' && <RosterPage counsels keeps={supervises} onBack={leavePage} />}
      {page === 'coverage' && <CoveragePage onBack={leavePage} />}
      {page === 'contributions' && <ContributionsPage now={serverNow} onBack={leavePage} />}
      <main className="panes" hidden={page !== null}>
        <nav className="left" aria-label={text.tools.left}>
          <TakeNext busy={taking} enabled={desk.link === 'connected'} onTake={() => !taking && take()} />
          <DisasterFirst
            line={desk.queue.summary?.disaster}
            chosenAt={desk.availability.disasterFirstAt}
            serverNow={serverNow}
            enabled={desk.link === 'connected'}
            onChange={acts.setDisasterFirst}
          />
          <ConversationList
            mine={desk.mine}
            selected={desk.selected}
            drafts={desk.drafts}
            outbox={desk.outbox}
            now={now}
            skew={desk.skew}
            onSelect={(id) => dispatch({ type: 'select', id })}
            onPutAway={paneActs.onPutAway}
          />
          <WaitingQueue
            summary={desk.queue.summary}
            away={desk.queue.away}
            serverNow={serverNow}
            onMove={supervises ? setMoving : undefined}
            onFetch={supervises ? (person) => setElsewhere({ person, fetching: true }) : undefined}
            onAsked={(person) => setElsewhere({ person, fetching: false })}
          />
        </nav>
        <div className="middle" id="conversation" tabIndex={-1}>
          {along ? (
            <EmergencyTalk key={along.id} emergency={along} onRead={acts.emergencyTalk} />
          ) : selected ? (
            <ConversationPane
              key={selected.card.id}
              {...paneActs}
              held={selected}
              draft={desk.drafts[selected.card.id] ?? ''}
              outbox={desk.outbox}
              myName={me.name}
              connected={desk.link === 'connected'}
              enterSends={preferences.enterSends}
              cardShown={cardShown}
              channelAway={desk.channelsAway.includes(selected.card.channel)}
              personTypes={selected.typingUntil > now}
              onCard={turnCard}
              company={
                selected.card.guestOf ? (
                  !selected.ended && <GuestBar home={selected.card.guestOf} />
                ) : (
                  <TalkCompany held={selected} draft={desk.drafts[selected.card.id] ?? ''} onDraft={paneActs.onDraft} />
                )
              }
            />
          ) : preferences.welcomed ? (
            <Resting holding={desk.mine.length > 0} available={desk.availability.available} />
          ) : (
            <Welcome onDone={() => onChange({ welcomed: true })} />
          )}
        </div>
        {emergency && (
          <EmergencyPane
            id={emergency}
            lastStep={opened?.lastStep ?? 0}
            me={desk.me}
            acts={acts}
            onShut={() => setEmergency(null)}
          />
        )}
        {handoffShown && (
          <HandoffPane
            key={selected.card.id}
            id={selected.card.id}
            label={selected.card.label}
            said={saidBy(selected.log.entries)}
            lastAnswer={selected.log.entries.findLast((entry) => entry.kind === 'consent')?.number ?? 0}
            steps={(sheet) => (
              <Referrals conversation={selected.card.id} sheet={sheet} moved={movedLast(selected.log.entries)} />
            )}
            picker={(onBegin) => (
              <BodyPicker language={selected.card.language ?? ''} talk={selected.card.id} onBegin={onBegin} />
            )}
            onShut={() => setHandingOver(null)}
          />
        )}
        {cardShown && !emergency && !handoffShown && (
          <PersonCard
            held={selected}
            serverNow={serverNow}
            pages={desk.me?.pages === true}
            onOfferPage={acts.offerPage}
            onAside={acts.setAside}
            onBlock={supervises ? () => setSheet('block') : undefined}
            onRequest={() => setSheet('request')}
            onGrade={acts.setGrade}
            onRaise={
              desk.emergencies.some((one) => one.conversationId === selected.card.id)
                ? undefined
                : () => setSheet('raise')
            }
          />
        )}
      </main>
      <Offers offers={desk.queue.offers} skew={desk.skew} sound={preferences.sound} onAnswer={acts.answer} />
      <Notices notices={desk.notices} onRead={readNotice} />
      {moving && (
        <MoveDialog
          place={moving}
          onCancel={() => setMoving(null)}
          onConfirm={(forward, reason) =>
            acts.movePlace(moving.conversationId, forward, reason).then(() => setMoving(null))
          }
        />
      )}
      {elsewhere && <ElsewhereSheet at={elsewhere} acts={acts} onShut={() => setElsewhere(null)} />}
      <DeskSheets
        sheet={sheet}
        selected={selected}
        desk={desk}
        acts={acts}
        onShut={shut}
        onEmergency={setEmergency}
        onSignOut={onSignOut}
      />
    </div>
  );
}
