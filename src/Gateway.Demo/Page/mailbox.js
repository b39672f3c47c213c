// Draws the mailbox of the support bodies: the newest letter first, one of them open.
import { linked } from "./linked.js";
import { copyButton } from "./copy.js";
import { language, t } from "./texts.js";

const make = (name, text, ...classes) => {
  const element = document.createElement(name);
  if (text !== undefined) element.textContent = text;
  element.classList.add(...classes);
  return element;
};

const clock = (at) => {
  const time = make("time", new Date(at).toLocaleTimeString(language(), { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: "Asia/Tokyo" }));
  time.dateTime = at;
  return time;
};

export class MailboxView {
  #slot; #store; #open = null; #key = "";

  constructor(slot, store) {
    this.#slot = slot;
    this.#store = store;
  }

  draw() {
    const letters = this.#store.letters;
    if (!letters.some((one) => one.number === this.#open)) this.#open = null;
    // Drawn anew only when something has changed, so that the focus and what somebody has marked stay.
    const key = `${language()} ${letters.at(-1)?.number} ${this.#open} ${letters.filter((one) => one.read).length}`;
    if (key === this.#key) return;
    this.#key = key;
    const empty = this.#slot.querySelector(".mail-empty");
    empty.hidden = letters.length > 0;
    this.#slot.querySelector(".mail").hidden = letters.length === 0;
    const focused = this.#slot.contains(document.activeElement) ? document.activeElement.dataset.number : undefined;
    this.#slot.querySelector(".mail-list").replaceChildren(...letters.toReversed().map((letter) => this.#row(letter)));
    if (focused) this.#slot.querySelector(`[data-number="${focused}"]`)?.focus();
    this.#drawLetter(letters.find((one) => one.number === this.#open));
  }

  #row(letter) {
    const row = make("li");
    const button = make("button", undefined, "mail-row");
    button.type = "button";
    button.dataset.number = letter.number;
    button.setAttribute("aria-pressed", String(letter.number === this.#open));
    const head = make("span", undefined, "mail-head");
    head.append(make("span", letter.owner, "mail-owner"), clock(letter.at));
    button.append(head, make("span", letter.subject, "mail-subject"));
    if (!letter.read) button.append(make("span", t().newLetter, "unread"));
    button.addEventListener("click", () => {
      this.#open = letter.number;
      letter.read = true;
      this.draw();
    });
    row.append(button);
    return row;
  }

  #drawLetter(letter) {
    const place = this.#slot.querySelector(".mail-letter");
    if (!letter) {
      place.replaceChildren(make("p", t().choose, "mail-hint"));
      return;
    }
    const to = make("p", `${t().to} ${letter.owner} <${letter.address}>`, "mail-to");
    const code = /(?<![0-9])[0-9]{6}(?![0-9])/.exec(letter.text.replace(/https?:\S+/g, ""));
    const text = make("p", undefined, "mail-text");
    text.append(linked(letter.text.trim()));
    place.replaceChildren(make("h4", letter.subject), to, ...(code ? [copyButton(t().code, code[0])] : []), text);
  }
}
