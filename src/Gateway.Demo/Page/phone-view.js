// Draws the phones of one channel: one is on top, the others are tabs.
import { linked } from "./linked.js";
import { followUps, openings } from "./openings.js";
import { phonesOf } from "./store.js";
import { language, t } from "./texts.js";

const make = (name, text, ...classes) => {
  const element = document.createElement(name);
  if (text !== undefined) element.textContent = text;
  element.classList.add(...classes);
  return element;
};

const acts = {
  line: (condition) => ["sticker", "picture", condition === "blocked" ? "followed" : "blocked"],
  sms: (condition) => [condition === "off" ? "on" : "off"],
};

// The network gets worse step by step, and is good again.
const nextNetwork = { good: "slow", slow: "away", away: "good" };

export class PhoneView {
  #slot; #channel; #store; #organisations; #send; #shown = null; #example = 0; #drafts = new Map();

  constructor(slot, channel, store, organisations, send) {
    this.#slot = slot;
    this.#channel = channel;
    this.#store = store;
    this.#organisations = organisations;
    this.#send = send;
    slot.append(document.getElementById("phone").content.cloneNode(true));
    this.#find(".phone").classList.add(`phone-${channel}`);
    const title = this.#find("h3");
    title.id = `${channel}-title`;
    this.#find("section").setAttribute("aria-labelledby", title.id);
    this.#find(".new").addEventListener("click", () => this.#newPerson());
    this.#find("form").addEventListener("submit", (event) => { event.preventDefault(); this.#say(this.#field.value, true); });
    this.#field.addEventListener("keydown", (event) => this.#key(event));
    this.#field.addEventListener("input", () => this.#grow());
    this.#find("select").append(...organisations.map((one) => new Option("", one.id)));
    this.#find("select").hidden = organisations.length < 2;
    this.#find("select").addEventListener("change", (event) => this.#turnToOrganisation(event.target.value));
  }

  draw() {
    const phones = phonesOf(this.#store, this.#channel);
    if (!phones.includes(this.#shown)) this.#show(phones.at(-1) ?? null);
    if (this.#shown) this.#shown.unread = false;
    this.#find("h3").textContent = t()[this.#channel];
    this.#find(".whose").textContent = this.#shown ? this.#owner(this.#shown) : "";
    for (const option of this.#find("select").options) option.textContent = this.#name(option.value);
    this.#drawTabs(phones);
    if (!this.#shown) return;
    const name = this.#name(this.#shown.organisation);
    this.#find("select").value = this.#shown.organisation;
    this.#find(".only").textContent = this.#organisations.length < 2 ? name : "";
    this.#find(".log").setAttribute("aria-label", t().log(name));
    this.#find(".composer .hidden").textContent = t().write;
    this.#field.placeholder = t().write;
    this.#drawExamples();
    this.#drawActs();
    // Last: the examples take their room from the log, which is to stay at its end.
    this.#drawLog();
  }

  get #field() { return this.#find("textarea"); }

  #find(selector) { return this.#slot.querySelector(selector); }

  #name(id) {
    const one = this.#organisations.find((organisation) => organisation.id === id);
    return language() === "en" ? one.nameEn : one.name;
  }

  // As Japanese numbers are written at home: 070-0000-0011.
  #owner(phone) {
    return phone.channel === "sms" ? phone.address.replace(/^\+81(\d\d)(\d{4})(\d{4})$/, "0$1-$2-$3") : `…${phone.address.slice(-6)}`;
  }

  // Another organisation: the last person who writes to it, or a new one.
  #turnToOrganisation(organisation) {
    const known = phonesOf(this.#store, this.#channel).filter((phone) => phone.organisation === organisation).at(-1);
    if (!known) return this.#newPerson();
    this.#show(known);
    return this.draw();
  }

  #show(phone) {
    if (this.#shown) this.#drafts.set(this.#shown.id, this.#field.value);
    // Whoever typed before the phone was there goes on writing on it.
    else if (phone) this.#drafts.set(phone.id, this.#field.value);
    this.#shown = phone;
    this.#field.value = this.#drafts.get(phone?.id) ?? "";
    this.#find(".log").replaceChildren();
    this.#grow();
  }

  #drawTabs(phones) {
    this.#find(".tabs").replaceChildren(...phones.map((phone, index) => {
      const tab = make("button", t().person(index + 1), "chip");
      tab.type = "button";
      tab.setAttribute("aria-pressed", String(phone === this.#shown));
      if (phone.unread) tab.append(make("span", ` ● ${t().unread}`, "unread"));
      tab.addEventListener("click", () => { this.#show(phone); this.draw(); });
      return tab;
    }));
  }

  #drawLog() {
    const log = this.#find(".log");
    const atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 40;
    const drawn = new Map([...log.children].map((row) => [row.dataset.number, row]));
    if (this.#shown.lines.length === 0) {
      log.replaceChildren(make("p", t().empty, "empty"));
      return;
    }
    drawn.get(undefined)?.remove();
    const tail = log.querySelector(":scope > .tail");
    for (const line of this.#shown.lines) {
      const before = drawn.get(String(line.number));
      const key = `${language()} ${line.state ?? ""}`;
      if (before?.dataset.key === key) continue;
      const row = this.#row(line);
      Object.assign(row.dataset, { number: line.number, key });
      if (before) before.replaceWith(row);
      else log.insertBefore(row, tail);
    }
    this.#drawTail(log, tail);
    if (atEnd) log.scrollTop = log.scrollHeight;
  }

  // What stands below the newest line: the buttons that came with it, and that somebody is writing.
  #drawTail(log, before) {
    const phone = this.#shown;
    const newest = phone.lines.filter((line) => !line.note).at(-1);
    const taps = newest && !newest.mine ? newest.taps ?? [] : [];
    const key = `${language()} ${phone.writing} ${newest?.number} ${taps.join()}`;
    if (before?.dataset.key === key) return;
    before?.remove();
    const tail = make("div", undefined, "tail");
    Object.assign(tail.dataset, { number: "tail", key });
    if (phone.writing) tail.append(make("p", t().writing, "writing"));
    const buttons = taps.map((label) => {
      const tap = make("button", label, "chip");
      tap.type = "button";
      tap.addEventListener("click", () => this.#post(`/phones/${phone.id}/taps`, { label }));
      return tap;
    });
    if (buttons.length > 0) {
      const group = make("div", undefined, "taps");
      group.setAttribute("role", "group");
      group.setAttribute("aria-label", t().choices);
      group.append(...buttons);
      tail.append(group);
    }
    log.append(tail);
  }

  #row(line) {
    if (line.note) return make("p", t().note[line.note], "note");
    const row = make("div", undefined, "row", line.mine ? "mine" : "theirs");
    const bubble = make("p", undefined, "bubble");
    bubble.append(line.text ? linked(line.text) : t().thing[line.what] ?? t().thing.sticker);
    row.append(bubble);
    const time = make("time", new Date(line.at).toLocaleTimeString(language(), { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: "Asia/Tokyo" }));
    time.dateTime = line.at;
    const under = make("p", undefined, "under");
    if (line.mine) under.append(make("span", line.state === "failed" ? t().failed(t().reason[line.reason] ?? line.reason) : t()[line.state], line.state), " ");
    under.append(time);
    if (line.parts) under.append(" ", make("span", t().parts(line.parts)));
    row.append(under);
    return row;
  }

  #drawExamples() {
    const own = openings.filter((one) => one.channel === this.#channel);
    const begun = this.#shown.lines.some((line) => line.mine);
    const all = begun ? followUps : [...own, ...openings.filter((one) => one.channel !== this.#channel)].map((one) => one.text);
    const many = 2;
    const some = Array.from({ length: many }, (_, i) => all[(this.#example + i) % all.length]);
    const examples = this.#find(".examples");
    examples.setAttribute("role", "group");
    examples.setAttribute("aria-label", t().examples);
    examples.classList.toggle("short", begun);
    examples.replaceChildren(...some.map((text) => {
      const example = make("button", text, "chip", "example");
      example.type = "button";
      example.lang = "ja";
      example.title = text;
      example.addEventListener("click", () => { this.#example += 1; this.#say(text, false); });
      return example;
    }));
  }

  #drawActs() {
    const button = (text, whenPressed) => {
      const made = make("button", text, "quiet");
      made.type = "button";
      made.addEventListener("click", whenPressed);
      return made;
    };
    // Drawn anew only when something about it has changed, so that the focus stays where it is.
    const key = `${language()} ${this.#shown.id} ${this.#shown.condition} ${this.#shown.network}`;
    const place = this.#find(".acts");
    if (place.dataset.key === key) return;
    place.dataset.key = key;
    place.replaceChildren(
      button(t().others, () => { this.#example += 2; this.#drawExamples(); }),
      ...[...acts[this.#channel](this.#shown.condition), nextNetwork[this.#shown.network]].map((act) =>
        button(t().act[act], () => this.#post(`/phones/${this.#shown.id}/acts`, { act }))),
    );
  }

  #key(event) {
    // While a Japanese input method is composing, Enter chooses a word and must not send.
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.#say(this.#field.value, true);
  }

  #grow() {
    this.#field.rows = Math.min(5, this.#field.value.split("\n").reduce((rows, line) => rows + 1 + Math.floor(line.length / 16), 0));
  }

  async #say(text, typed) {
    if (text.trim() === "" || !this.#shown) return;
    const log = this.#find(".log");
    log.scrollTop = log.scrollHeight;
    const phone = this.#shown;
    if (typed) { this.#field.value = ""; this.#grow(); }
    const arrived = await this.#post(`/phones/${phone.id}/messages`, { text });
    if (!arrived && typed && phone === this.#shown && this.#field.value === "") { this.#field.value = text; this.#grow(); }
  }

  async #newPerson() {
    this.#find(".new").disabled = true;
    await this.#post("/phones", { channel: this.#channel, organisation: this.#find("select").value });
    this.#find(".new").disabled = false;
  }

  /** The phone that was just made comes to the top. */
  turnTo(phone) {
    this.#show(phone);
  }

  async #post(path, body) {
    const arrived = await this.#send(path, body);
    this.#find(".trouble").hidden = arrived;
    return arrived;
  }
}
