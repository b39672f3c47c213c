// The state of all phones of this page and of the mailbox, made from the server's numbered events alone.
export const emptyStore = () => ({ last: 0, phones: new Map(), letters: [] });

export function apply(store, event) {
  if (event.number <= store.last) {
    // A smaller number than before: the demo was started anew, and its phones are others.
    store.phones.clear();
    store.letters.length = 0;
  }
  store.last = event.number;
  if (event.kind === "mail") {
    const { number, address, owner, subject, text, at } = event;
    store.letters.push({ number, address, owner, subject, text, at, read: false });
    return null;
  }
  if (event.kind === "phone") {
    const { phone: id, channel, organisation, address } = event;
    store.phones.set(id, { id, channel, organisation, address, lines: [], condition: null, network: "good", writing: false, unread: false });
    return store.phones.get(id);
  }
  const phone = store.phones.get(event.phone);
  if (!phone) return null;
  if (event.kind === "line") {
    phone.lines.push({ number: event.number, mine: event.mine, text: event.text, what: event.what, at: event.at, state: event.state, parts: event.parts, taps: event.taps });
    phone.unread = !event.mine;
  } else if (event.kind === "state") {
    const line = phone.lines.find((one) => one.number === event.of);
    if (line) Object.assign(line, { state: event.state, reason: event.reason });
  } else if (event.kind === "note") {
    phone.lines.push({ number: event.number, note: event.text });
    if (["good", "slow", "away"].includes(event.text)) phone.network = event.text;
    else phone.condition = event.text;
  } else if (event.kind === "writing") {
    phone.writing = event.text === "yes";
  }
  return phone;
}

export const phonesOf = (store, channel) => [...store.phones.values()].filter((phone) => phone.channel === channel);
