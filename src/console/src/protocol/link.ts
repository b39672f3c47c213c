import type {
  Availability,
  Block,
  Channel,
  Conversation,
  Digest,
  Emergency,
  EmergencySheet,
  Entry,
  Grade,
  GuestSummary,
  HandoffAsked,
  LeftReason,
  Offer,
  Outcome,
  QueueSummary,
  Resumed,
  WithdrawnReason,
} from './messages';

/** Everything the gateway may say without being asked. */
export interface HubEvents {
  entries(conversationId: string, entries: Entry[]): void;
  offered(offer: Offer): void;
  offerWithdrawn(offerId: string, reason: WithdrawnReason): void;
  queueChanged(summary: QueueSummary): void;
  /** The queue cannot be read just now; nobody has lost their place. */
  queueAway(): void;
  /** Over these channels nothing arrives just now; what is written waits. */
  channelsAway(channels: Channel[]): void;
  digest(digest: Digest): void;
  conversationChanged(conversation: Conversation): void;
  conversationLeft(conversationId: string, reason: LeftReason): void;
  typing(conversationId: string): void;
  availabilityChanged(availability: Availability): void;
  /** Somebody in danger now: it began, changed or closed. */
  emergencyChanged(emergency: Emergency): void;
  /** All that are open: what is not in it is over, or not this console's any more. */
  openEmergencies(emergencies: Emergency[]): void;
  /** So much waits for me as the second person. */
  checksWaiting(number: number): void;
  signedOut(reason: string): void;
  /** This gateway is about to stop, and another one is ready: connect again, at once. */
  moving(): void;
  /** The connection was lost or given up; calls fail until `connect` succeeds again. */
  lost(): void;
}

/** The calls a console makes. Every one rejects with a `Failure`. */
export interface HubCalls {
  resume(): Promise<Resumed>;
  setAvailability(available: boolean, capacity: number): Promise<Availability>;
  setDisasterFirst(first: boolean): Promise<Availability>;
  takeNext(): Promise<Conversation | null>;
  answerOffer(offerId: string, accept: boolean): Promise<Conversation | null>;
  send(conversationId: string, clientId: string, text: string): Promise<Entry>;
  entriesAfter(conversationId: string, number: number): Promise<Entry[]>;
  close(conversationId: string, outcome: Outcome): Promise<void>;
  giveBack(conversationId: string): Promise<void>;
  sendHome(conversationId: string, parts: GuestSummary, later: boolean): Promise<void>;
  askHandoff(conversationId: string, parts: Record<string, string>): Promise<void>;
  readHandoffAsked(conversationId: string): Promise<HandoffAsked>;
  answerHandoffAsked(conversationId: string, answer: string): Promise<void>;
  takeOverGuest(conversationId: string): Promise<Conversation>;
  fetchHome(conversationId: string): Promise<void>;
  offerPage(conversationId: string): Promise<void>;
  setAside(conversationId: string): Promise<void>;
  blockPerson(conversationId: string, hours: number, reason: string): Promise<void>;
  blocks(): Promise<Block[]>;
  liftBlock(blockId: string): Promise<void>;
  setGrade(conversationId: string, grade: Grade, reason: string): Promise<void>;
  movePlace(conversationId: string, forward: boolean, reason: string): Promise<void>;
  raiseAlarm(conversationId: string, reason: string): Promise<void>;
  acknowledgeAlarm(emergencyId: string): Promise<void>;
  readEmergency(emergencyId: string): Promise<EmergencySheet>;
  closedEmergencies(): Promise<Emergency[]>;
  emergencyTalk(emergencyId: string, number: number): Promise<Entry[]>;
  writeWorksheet(emergencyId: string, revision: number, fields: Record<string, string>): Promise<EmergencySheet>;
  recordCall(emergencyId: string, clientId: string, fields: Record<string, string>): Promise<void>;
  confirmCall(emergencyId: string, number: number): Promise<void>;
  sendCard(emergencyId: string, clientId: string): Promise<void>;
  proposeClosing(emergencyId: string, outcome: string, note: string): Promise<void>;
  confirmClosing(emergencyId: string, number: number): Promise<void>;
  seen(conversationId: string, number: number): Promise<void>;
  typing(conversationId: string): Promise<void>;
}

/** One line to the gateway; a fake one stands in for it in tests. */
export interface Link extends HubCalls {
  /** Opens a new socket, once; rejects when that fails. */
  connect(): Promise<void>;
  /** Holds further calls back for the next socket; resolves when those under way have been answered, or after so many milliseconds. */
  settled(atMost: number): Promise<void>;
  /** Closes the socket; `lost` is not raised for it. */
  disconnect(): Promise<void>;
}
