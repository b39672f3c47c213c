// The logins of the example counsellors, each with a button that copies the password.
import { copyButton } from "./copy.js";
import { language, t } from "./texts.js";

const make = (name, text, className) => {
  const element = document.createElement(name);
  if (text !== undefined) element.textContent = text;
  if (className) element.className = className;
  return element;
};

function login(person, names) {
  const row = make("li");
  row.append(make("p", `${names.get(person.userName)} — ${t().role[person.role]}`, "who"));
  const keys = make("p", undefined, "keys");
  keys.append(copyButton(person.userName, person.userName), copyButton(t().password, person.password));
  row.append(keys);
  return row;
}

export function drawLogins(place, demo, organisations) {
  const names = new Map(organisations.flatMap((one) => one.people.map((person) => [person.userName, person.name])));
  const opened = [...place.querySelectorAll("details")].map((one) => one.open);
  place.replaceChildren(...organisations.map((organisation, index) => {
    const group = make("details");
    group.open = opened[index] ?? index === 0;
    group.append(make("summary", language() === "en" ? organisation.nameEn : organisation.name));
    const list = make("ul");
    list.append(...demo.people.filter((one) => one.organisation === organisation.id).map((person) => login(person, names)));
    group.append(list);
    return group;
  }));
}
