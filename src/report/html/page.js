// Hovering: one moment of the run in all charts. Everything else works without it.
(() => {
  "use strict";
  const stack = document.getElementById("stack");
  const source = document.getElementById("timeline-data");
  if (!stack || !source) return;
  const data = JSON.parse(source.textContent);
  const split = (text) => text.split(" ");
  const distance = split(data.distance), reason = split(data.reason);
  const panels = [...stack.querySelectorAll(".now[data-panel]")].map((box) => ({
    box,
    name: box.previousElementSibling.textContent.trim(),
    values: split(data.panels[box.dataset.panel] || ""),
  }));
  const cursors = [...stack.querySelectorAll(".cursor")];
  const moment = document.getElementById("moment"), why = document.getElementById("why");
  const slider = document.getElementById("slider");
  const last = reason.length - 1;
  const clock = (s) => {
    s = Math.round(s);
    const two = (n) => String(n).padStart(2, "0");
    const h = Math.floor(s / 3600), m = Math.floor(s / 60) % 60;
    return h ? `${h}:${two(m)}:${two(s % 60)}` : `${m}:${two(s % 60)}`;
  };
  const show = (k) => {
    k = Math.max(0, Math.min(last, k));
    const at = Math.min((k + 0.5) * data.point_s, data.end_s);
    for (const cursor of cursors) {
      cursor.hidden = false;
      cursor.style.left = `${(100 * at) / data.end_s}%`;
    }
    const where = distance[k] === "-" ? "" : ` · ${distance[k]}`;
    moment.textContent = clock(k * data.point_s) + where;
    const said = [moment.textContent];
    for (const { box, name, values } of panels) {
      const value = values[k] === undefined || values[k] === "-" ? "–" : values[k];
      box.textContent = value === "–" ? value : `${value} ${box.dataset.unit}`;
      if (value !== "–") said.push(`${name.replace(box.dataset.unit, "").trim()} ${box.textContent}`);
    }
    const left = data.reasons[Number(reason[k])];
    why.textContent = left ? `left out: ${left}` : "counts";
    said.push(why.textContent);
    slider.value = k;
    slider.setAttribute("aria-valuetext", said.join(", "));
  };
  const hide = () => {
    for (const cursor of cursors) cursor.hidden = true;
    for (const box of [moment, why, ...panels.map((p) => p.box)]) box.textContent = "";
  };
  stack.addEventListener("pointermove", (event) => {
    const charts = event.target.closest(".charts");
    if (!charts) return;
    const place = charts.querySelector(".overlay").getBoundingClientRect();
    const share = (event.clientX - place.left) / place.width;
    if (share >= 0 && share <= 1) show(Math.floor((share * data.end_s) / data.point_s));
  });
  stack.addEventListener("pointerleave", () => {
    if (document.activeElement !== slider) hide();
  });
  slider.addEventListener("input", () => show(Number(slider.value)));
  slider.addEventListener("focus", () => show(Number(slider.value)));
  slider.addEventListener("blur", hide);
  slider.parentElement.hidden = false;
})();
