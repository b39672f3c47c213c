import { drawLogins } from "./logins.js";
import { MailboxView } from "./mailbox.js";
import { PhoneView } from "./phone-view.js";
import { apply, emptyStore } from "./store.js";
import { language, t } from "./texts.js";

const byId = (id) => document.getElementById(id);
const [demo, organisations] = await Promise.all(["/demo.json", "/examples.json"].map(async (path) => (await fetch(path)).json()));

// A table stands for this tab: a reload finds its phones again, another tab has phones of its own.
const table = sessionStorage.getItem("table") ?? crypto.randomUUID();
sessionStorage.setItem("table", table);

const store = emptyStore();
const having = (channel) => organisations.filter((one) => demo[channel].some((account) => account.organisation === one.id));
const views = Object.fromEntries(["line", "sms"].map((channel) => [channel, new PhoneView(byId(channel), channel, store, having(channel), send)]));

const mailbox = new MailboxView(byId("mailbox"), store);

async function send(path, body) {
  try {
    const answer = await fetch(path, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ table, ...body }),
    });
    return answer.ok;
  } catch {
    return false;
  }
}

let live = null;
let drawing = false;

// Many events at once are drawn once.
function drawSoon() {
  if (drawing) return;
  drawing = true;
  requestAnimationFrame(() => {
    drawing = false;
    for (const view of [...Object.values(views), mailbox]) view.draw();
  });
}

function open() {
  live = new EventSource(`/live?table=${table}&after=${store.last}`);
  live.onopen = () => { byId("away").hidden = true; };
  live.onerror = () => { byId("away").hidden = false; };
  live.onmessage = (message) => {
    const event = JSON.parse(message.data);
    const phone = apply(store, event);
    if (event.kind === "phone") views[phone.channel].turnTo(phone);
    drawSoon();
  };
}

// A hidden tab gives its connection back: a browser allows six to one server. What it missed comes by number.
document.addEventListener("visibilitychange", () => {
  if (document.hidden) {
    live?.close();
    live = null;
  } else if (!live) open();
});

const frame = byId("frame");
const entrance = byId("entrance");
entrance.append(...demo.chat.map((chat) => new Option("", chat.page)));
const openChat = () => {
  frame.src = entrance.value;
  byId("apart").href = entrance.value;
};
entrance.addEventListener("change", openChat);
byId("reopen").addEventListener("click", openChat);

function drawAll() {
  byId("console").href = `${demo.gateway}/console/`;
  // By another name of this machine: a browser keeps the two sign-ins apart.
  byId("partner").href = `${demo.gateway.replace("//localhost:", "//127.0.0.1:")}/console/`;
  drawLogins(byId("logins"), demo, organisations);
  for (const [index, option] of [...entrance.options].entries()) {
    const chat = demo.chat[index];
    const one = organisations.find((organisation) => organisation.id === chat.organisation);
    option.textContent = chat.common ? t().common : language() === "en" ? one.nameEn : one.name;
  }
  for (const view of [...Object.values(views), mailbox]) view.draw();
}

byId("language").addEventListener("click", () => {
  const next = language() === "en" ? "ja" : "en";
  localStorage.setItem("language", next);
  document.documentElement.lang = next;
  document.documentElement.dataset.lang = next;
  drawAll();
});

drawAll();
openChat();
open();
