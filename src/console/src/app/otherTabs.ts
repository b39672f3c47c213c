const name = 'console.signedOut';

/** Signing out in one tab ends the desk in the others too: they share the cookie, and perhaps the computer. */
export function tellOtherTabs(): void {
  if (typeof BroadcastChannel === 'undefined') return;
  const channel = new BroadcastChannel(name);
  channel.postMessage(null);
  channel.close();
}

/** Calls back when another tab signs out. Returns how to stop listening. */
export function whenAnotherTabLeaves(left: () => void): () => void {
  if (typeof BroadcastChannel === 'undefined') return () => {};
  const channel = new BroadcastChannel(name);
  channel.onmessage = left;
  return () => channel.close();
}
