// A button that shows a value and copies it.
import { t } from "./texts.js";

export function copyButton(what, value) {
  const button = document.createElement("button");
  button.textContent = value;
  button.className = "copy";
  button.type = "button";
  button.setAttribute("aria-label", `${t().copy(what)}: ${value}`);
  button.title = t().copy(what);
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(value);
    button.textContent = t().copied;
    setTimeout(() => { button.textContent = value; }, 1200);
  });
  return button;
}
