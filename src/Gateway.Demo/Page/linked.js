// A text whose addresses can be opened, each in a tab of its own: as a phone or a mail program shows it.
import { t } from "./texts.js";

const address = /https?:\/\/[^\s<>"'。、)」]+/g;

export function linked(text) {
  const whole = document.createDocumentFragment();
  let from = 0;
  for (const found of text.matchAll(address)) {
    const link = document.createElement("a");
    link.href = found[0];
    link.target = "_blank";
    link.rel = "noopener";
    const aside = document.createElement("span");
    aside.className = "hidden";
    aside.textContent = t().tab;
    link.append(found[0], aside);
    whole.append(text.slice(from, found.index), link);
    from = found.index + found[0].length;
  }
  whole.append(text.slice(from));
  return whole;
}
