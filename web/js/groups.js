// A card that asks where the sensors of a run sat.
import { settled } from "./intake.js";

let cards = 0;

export function groupCard(group, state, { together, apart }) {
  const { w } = state;
  const make = (tag, props = {}, ...children) => {
    const node = Object.assign(document.createElement(tag), props);
    node.append(...children);
    return node;
  };
  const id = `group-${(cards += 1)}`;
  const fault = make("p", { className: "small fault", role: "status" });
  const one = make("button", { type: "button", className: "main-button", textContent: w("together") });
  const each = make("button", { type: "button", textContent: w("apart") });
  const fields = group.sensors.map((sensor) => {
    const places = [new Option(w("unknown"), ""), ...state.known.placements.map((p) => new Option(p.name, p.id))];
    const select = make("select", { ariaLabel: w("sat", sensor.name) }, ...places);
    select.value = sensor.placement ?? "";
    select.addEventListener("change", () => { sensor.placement = select.value; fault.textContent = ""; });
    return make("label", {}, make("span", { textContent: sensor.name }), select);
  });
  if (group.watches.length) {
    const names = group.watches.map((watch, i) => new Option(watch.name, i));
    const select = make("select", {}, new Option(w("noWatch"), ""), ...names);
    select.value = group.watch ? group.watches.indexOf(group.watch) : "";
    select.addEventListener("change", () => { group.watch = select.value === "" ? null : group.watches[Number(select.value)]; });
    fields.push(make("label", {}, make("span", { textContent: w("watch") }), select));
  }
  one.addEventListener("click", () => (settled(group.sensors) ? together() : (fault.textContent = w("distinct"))));
  each.addEventListener("click", apart);
  const card = make("section", { className: "group" },
    make("h2", { id, tabIndex: -1, textContent: w("sensors") }),
    make("p", { className: "small", textContent: w("sensorsAbout") }),
    make("div", { className: "fields" }, ...fields), fault,
    make("p", { className: "actions" }, one, " ", each));
  card.setAttribute("aria-labelledby", id);
  return card;
}
