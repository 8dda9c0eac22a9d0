// Hovering: one moment of the run in all charts, and saving of single charts.
// Everything else works without it.
(() => {
  "use strict";
  const all = (where, what) => [...where.querySelectorAll(what)];
  const clock = (s) => {
    s = Math.round(s);
    const two = (n) => String(n).padStart(2, "0");
    const h = Math.floor(s / 3600), m = Math.floor(s / 60) % 60;
    return h ? `${h}:${two(m)}:${two(s % 60)}` : `${m}:${two(s % 60)}`;
  };
  const seconds = (text) => text.split(":").reduce((sum, part) => 60 * sum + Number(part), 0);
  // Words of the reader's language.
  const said = document.getElementById("main")?.dataset ?? {};
  const parts = { fresh: said.fresh ?? "fresh", tired: said.tired ?? "tired" };
  const comma = document.documentElement.lang === "de";
  const number = (text) => Number(text.replace("−", "-").replace(",", "."));
  const SVG = document.querySelector("svg")?.namespaceURI ?? "";

  // Half minutes against speed: where the dots are, and what the table says of them.
  const DIAMOND = 4.6, CIRCLE = 3.6;
  const figures = all(document, "figure.speed").filter((f) => f.querySelector(".mark")).map((figure) => {
    const svg = figure.querySelector("svg"), box = figure.querySelector(".dot-now");
    const unit = figure.querySelector(".unit").textContent.trim();
    const rows = all(all(figure, "details.data table").at(-1), "tbody tr").map((row) => [...row.cells].map((c) => c.textContent.trim()));
    const dots = (group, column) => ["fresh", "tired"].flatMap((part) => {
      const path = svg.querySelector(`.${group} .mark.${part}`)?.getAttribute("d") ?? "";
      const places = [...path.matchAll(/M(-?[\d.]+) (-?[\d.]+)/g)];
      const own = rows.filter((r) => r[0] === parts[part] && r[column] !== "-");
      const r = part === "fresh" ? CIRCLE : DIAMOND;
      return places.map((p, k) => ({ x: Number(p[1]) + r, y: Number(p[2]), row: own[k], value: own[k]?.[column] }));
    });
    const ring = document.createElementNS(SVG, "circle");
    ring.setAttribute("class", "ring");
    ring.setAttribute("r", "7");
    // Half minutes, or laps, each until the next begins.
    const row_s = Number(figure.dataset.rowS) || Infinity;
    const starts = rows.map((r) => seconds(r[1])).sort((a, b) => a - b);
    const until = (from) => Math.min(from + row_s, starts.find((s) => s > from) ?? Infinity);
    return { svg, box, unit, ring, until, views: { "as-run": dots("as-run", 3), adjusted: dots("adjusted", 4) } };
  });
  const seen = (f) => f.views[document.getElementById("equal")?.checked && f.views.adjusted.length ? "adjusted" : "as-run"];
  const mark = (f, dot) => {
    if (!dot?.row) {
      f.ring.remove();
      f.box.textContent = "";
      return;
    }
    f.ring.setAttribute("cx", dot.x);
    f.ring.setAttribute("cy", dot.y);
    f.svg.append(f.ring);
    f.box.textContent = `${dot.row[0]} · ${dot.row[1]} · ${dot.row[2]} · ${dot.value} ${f.unit}`;
  };
  const markAt = (s) => figures.forEach((f) => mark(f, s === null ? null : seen(f).find((d) => {
    const from = d.row ? seconds(d.row[1]) : Infinity;
    return s >= from && s < f.until(from);
  })));

  // The charts over time.
  let show = null, hide = () => markAt(null);
  const stack = document.getElementById("stack");
  const source = document.getElementById("timeline-data");
  if (stack && source) {
    const data = JSON.parse(source.textContent);
    const split = (text) => text.split(" ");
    const distance = split(data.distance), reason = split(data.reason);
    const panels = all(stack, ".now[data-panel]").map((box) => ({
      box,
      name: box.parentElement.querySelector(".name").textContent.trim(),
      values: split(data.panels[box.dataset.panel] || ""),
    }));
    const cursors = all(stack, ".cursor");
    const moment = document.getElementById("moment");
    const counts = said.counts ?? "counts";
    const saidOf = (k) => (data.reasons[k] ? `${said.out ?? "left out:"} ${data.reasons[k]}` : counts);
    // Room for the longest reason from the start: a page that moves under the pointer
    // takes the chart away from it.
    const why = document.getElementById("why").appendChild(document.createElement("span"));
    for (const k of data.reasons.keys()) {
      const room = why.parentElement.appendChild(document.createElement("span"));
      room.className = "room";
      room.textContent = saidOf(k);
    }
    const slider = document.getElementById("slider");
    let zoom = [0, 1];
    const last = reason.length - 1;
    const at = (k) => {
      k = Math.max(0, Math.min(last, k));
      const time = Math.min((k + 0.5) * data.point_s, data.end_s);
      const share = (time / data.end_s - zoom[0]) / (zoom[1] - zoom[0]);
      for (const cursor of cursors) {
        cursor.hidden = share < 0 || share > 1;
        cursor.style.left = `${100 * share}%`;
      }
      const where = distance[k] === "-" ? "" : ` · ${distance[k]}`;
      moment.textContent = clock(k * data.point_s) + where;
      const told = [moment.textContent];
      for (const { box, name, values } of panels) {
        const value = values[k] === undefined || values[k] === "-" ? "–" : values[k];
        box.textContent = value === "–" ? value : `${value} ${box.dataset.unit}`;
        if (value !== "–") told.push(`${name.replace(box.dataset.unit, "").trim()} ${box.textContent}`);
      }
      why.textContent = saidOf(Number(reason[k]));
      told.push(why.textContent);
      slider.value = k;
      slider.setAttribute("aria-valuetext", told.join(", "));
    };
    show = (s) => at(Math.floor(s / data.point_s));
    hide = () => {
      for (const cursor of cursors) cursor.hidden = true;
      for (const box of [moment, why, ...panels.map((p) => p.box)]) box.textContent = "";
      markAt(null);
    };
    const both = (s) => { show(s); markAt(s); };
    const shareAt = (charts, x) => {
      const place = charts.querySelector(".overlay").getBoundingClientRect();
      return (x - place.left) / place.width;
    };
    stack.addEventListener("pointermove", (event) => {
      const charts = event.target.closest(".charts");
      if (!charts) return;
      const share = shareAt(charts, event.clientX);
      if (share >= 0 && share <= 1) both((zoom[0] + share * (zoom[1] - zoom[0])) * data.end_s);
    });
    // A part of the time axis, chosen by dragging or by the keys + and - on the slider.
    const LEAST_S = 120;
    const axes = all(stack, ".time-axis").map((axis) => ({ axis, whole: [...axis.children] }));
    const placed = all(stack, ".overlay .band, .onset, .onset-range").map((e) => ({
      e, left: parseFloat(e.style.left) / 100, width: e.style.width ? parseFloat(e.style.width) / 100 : null,
    }));
    const views = all(stack, ".plot svg, .overlay svg").map((svg) => ({ svg, high: svg.viewBox.baseVal.height }));
    const out = document.createElement("button");
    out.type = "button";
    out.className = "zoom-out";
    out.textContent = said.whole ?? "Whole run";
    out.hidden = true;
    stack.querySelector(".charts").append(out);
    const ticks = () => {
      const [from, to] = zoom.map((z) => z * data.end_s);
      const steps = [30, 60, 120, 300, 600, 900, 1800, 3600, 7200];
      const step = steps.find((s) => (to - from) / s <= 7) ?? 14400;
      const made = [];
      for (let s = Math.ceil(from / step) * step; s <= to - 0.03 * (to - from); s += step) {
        const tick = document.createElement("span");
        tick.style.left = `${(100 * (s - from)) / (to - from)}%`;
        tick.textContent = clock(s);
        made.push(tick);
      }
      return made;
    };
    const zoomTo = (from, to) => {
      const least = Math.min(1, LEAST_S / data.end_s);
      const width = Math.min(1, Math.max(least, to - from));
      const begin = Math.max(0, Math.min(1 - width, from));
      zoom = [begin, begin + width];
      const whole = width >= 1;
      for (const { svg, high } of views) svg.setAttribute("viewBox", `${1000 * begin} 0 ${1000 * width} ${high}`);
      for (const { e, left, width: wide } of placed) {
        const [a, b] = [left, left + (wide ?? 0)].map((v) => (v - begin) / width);
        e.hidden = b < 0 || a > 1;
        const [from, to] = wide === null ? [a, a] : [Math.max(0, a), Math.min(1, b)];
        e.style.left = `${100 * from}%`;
        if (wide !== null) e.style.width = `${100 * (to - from)}%`;
      }
      for (const { axis, whole: before } of axes) axis.replaceChildren(...(whole ? before : ticks()));
      out.hidden = whole;
      hide();
    };
    out.addEventListener("click", () => zoomTo(0, 1));
    let begun = null;
    stack.addEventListener("pointerdown", (event) => {
      const charts = event.target.closest(".charts");
      // A finger scrolls.
      if (!charts || event.button !== 0 || event.pointerType === "touch" || event.target.closest("button")) return;
      const share = shareAt(charts, event.clientX);
      if (share < 0 || share > 1) return;
      event.preventDefault();
      const box = document.createElement("i");
      box.className = "chosen";
      charts.querySelector(".overlay").append(box);
      begun = { charts, share, box };
    });
    addEventListener("pointermove", (event) => {
      if (!begun) return;
      const share = Math.max(0, Math.min(1, shareAt(begun.charts, event.clientX)));
      const [a, b] = [begun.share, share].sort((x, y) => x - y);
      begun.box.style.left = `${100 * a}%`;
      begun.box.style.width = `${100 * (b - a)}%`;
      begun.chosen = [a, b];
    });
    addEventListener("pointerup", () => {
      if (!begun) return;
      const { box, chosen } = begun;
      box.remove();
      begun = null;
      if (!chosen || chosen[1] - chosen[0] < 0.02) return;
      const [from, to] = chosen.map((c) => zoom[0] + c * (zoom[1] - zoom[0]));
      zoomTo(from, to);
    });
    stack.addEventListener("dblclick", () => zoomTo(0, 1));
    slider.addEventListener("keydown", (event) => {
      const [wide, at] = [zoom[1] - zoom[0], (Number(slider.value) * data.point_s) / data.end_s];
      const around = (w) => zoomTo(at - w / 2, at + w / 2);
      if (event.key === "+") around(wide / 2);
      else if (event.key === "-") around(Math.min(1, wide * 2));
      else if (event.key === "Escape") zoomTo(0, 1);
      else return;
      event.preventDefault();
      both(Number(slider.value) * data.point_s);
    });
    stack.addEventListener("pointerleave", () => {
      if (document.activeElement !== slider) hide();
    });
    slider.addEventListener("input", () => both(Number(slider.value) * data.point_s));
    slider.addEventListener("focus", () => both(Number(slider.value) * data.point_s));
    slider.addEventListener("blur", hide);
    slider.parentElement.hidden = false;
  }
  const place = (svg, event) => {
    const box = svg.getBoundingClientRect(), view = svg.viewBox.baseVal;
    return [((event.clientX - box.left) * view.width) / box.width, ((event.clientY - box.top) * view.height) / box.height];
  };
  for (const f of figures) {
    f.svg.addEventListener("pointermove", (event) => {
      const [x, y] = place(f.svg, event);
      const far = (d) => Math.hypot(d.x - x, d.y - y);
      const near = seen(f).filter((d) => d.row && far(d) < 30).sort((a, b) => far(a) - far(b))[0];
      if (!near) return hide();
      const s = seconds(near.row[1]);
      markAt(s);
      mark(f, near);
      const end = f.until(s);
      show?.(Number.isFinite(end) ? (s + end) / 2 : s);
    });
    f.svg.addEventListener("pointerleave", hide);
  }
  for (const input of all(document, ".views input")) input.addEventListener("change", () => markAt(null));

  // The average step: values of the lines under the pointer.
  for (const figure of all(document, "figure.speed")) {
    const lines = all(figure, "path.wave"), box = figure.querySelector(".dot-now");
    const ticks = all(figure, "text.y"), svg = figure.querySelector("svg");
    if (!lines.length || ticks.length < 2) continue;
    const [a, b] = [ticks[0], ticks.at(-1)].map((t) => [Number(t.getAttribute("y")), number(t.textContent)]);
    const [from, to] = [46, 408];
    const values = lines.map((line) => {
      let y = 0;
      const points = [...line.getAttribute("d").matchAll(/[ML](-?[\d.]+) (-?[\d.]+)|H(-?[\d.]+)/g)]
        .map((m) => (m[3] === undefined ? [Number(m[1]), (y = Number(m[2]))] : [Number(m[3]), y]));
      return { name: line.classList[1], points };
    });
    svg.addEventListener("pointermove", (event) => {
      const [x] = place(svg, event);
      const share = (x - from) / (to - from);
      if (share < 0 || share > 1) return void (box.textContent = "");
      const told = values.map(({ name, points }) => {
        const [, y] = points.reduce((best, p) => (Math.abs(p[0] - x) < Math.abs(best[0] - x) ? p : best));
        const g = a[1] + ((y - a[0]) * (b[1] - a[1])) / (b[0] - a[0]);
        const text = g.toFixed(2).replace("-", "−");
        return `${name === "whole" ? "" : `${parts[name] ?? name} `}${comma ? text.replace(".", ",") : text} g`;
      });
      box.textContent = `${Math.round(100 * share)} % · ${told.join(" · ")}`;
    });
    svg.addEventListener("pointerleave", () => (box.textContent = ""));
  }

  // A link to a folded part opens it.
  const unfold = () => {
    const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const fold = target && target.closest("details.fold");
    if (!fold || fold.open) return;
    fold.open = true;
    target.scrollIntoView();
  };
  addEventListener("hashchange", unfold);
  unfold();

  // Saving a chart: its shapes and texts as they stand on the page, in one SVG.
  const LOOKS = ["fill", "fill-opacity", "stroke", "stroke-width", "stroke-opacity", "stroke-dasharray", "stroke-linecap", "stroke-linejoin", "vector-effect", "opacity", "font-size", "font-weight", "font-family", "text-anchor", "transform"];
  const make = (name, attributes, parent) => {
    const made = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    parent?.append(made);
    return made;
  };
  const hidden = (e) => { const s = getComputedStyle(e); return s.display === "none" || s.visibility === "hidden"; };
  const dressed = (svg) => {
    const copy = svg.cloneNode(true), here = all(svg, "*"), there = all(copy, "*");
    const gone = [];
    here.forEach((e, i) => {
      if (hidden(e) && !e.closest("clipPath")) gone.push(there[i]);
      const style = getComputedStyle(e);
      for (const look of LOOKS) {
        const value = style.getPropertyValue(look);
        if (value && value !== "none" || look === "fill" || look === "stroke") there[i].style.setProperty(look, value);
      }
      there[i].removeAttribute("class");
    });
    gone.forEach((e) => e.remove());
    return copy;
  };
  const drawn = (part) => {
    const pad = 12, axis = part.matches(".panel") ? part.closest(".charts").parentElement.querySelector(".time-axis") : null;
    const whole = axis ? 22 : 0, full = part.getBoundingClientRect(), last = part.querySelector("svg")?.getBoundingClientRect() ?? full;
    const box = part.matches("figure") ? new DOMRect(full.left, full.top, full.width, last.bottom - full.top) : full;
    const size = { width: Math.ceil(box.width + 2 * pad), height: Math.ceil(box.height + 2 * pad + whole) };
    const out = make("svg", { xmlns: SVG, ...size, viewBox: `0 0 ${size.width} ${size.height}` });
    make("rect", { ...size, fill: getComputedStyle(document.querySelector("section")).backgroundColor }, out);
    const at = (b, dy = 0) => ({ x: b.left - box.left + pad, y: b.top - box.top + pad + dy });
    const plot = part.querySelector(".plot");
    if (plot) {
      const p = plot.getBoundingClientRect();
      for (const band of all(part.closest(".charts"), ".overlay .band")) {
        const b = band.getBoundingClientRect();
        make("rect", { x: at(b).x, y: at(p).y, width: b.width, height: p.height, fill: getComputedStyle(band).backgroundColor }, out);
      }
    }
    for (const svg of part.matches("svg") ? [part] : all(part, "svg")) {
      if (svg.closest("details:not([open])")) continue;
      const b = svg.getBoundingClientRect(), copy = dressed(svg);
      for (const [key, value] of Object.entries({ ...at(b), width: b.width, height: b.height })) copy.setAttribute(key, value);
      copy.removeAttribute("style");
      copy.removeAttribute("class");
      out.append(copy);
    }
    const write = (e, dy) => {
      const style = getComputedStyle(e), b = e.getBoundingClientRect();
      const where = at(b, dy);
      make("text", { x: where.x, y: where.y + 0.78 * b.height, fill: style.color, "font-size": style.fontSize, "font-weight": style.fontWeight, "font-family": style.fontFamily }, out).textContent = e.textContent.trim();
    };
    for (const e of all(part, ".name, figcaption h3, .tick, .onset > span")) if (!hidden(e)) write(e, 0);
    if (axis) {
      const dy = box.bottom - axis.getBoundingClientRect().top;
      for (const e of all(axis, "span")) if (!hidden(e)) write(e, dy);
    }
    return { text: new XMLSerializer().serializeToString(out), ...size };
  };
  const keep = (url, name) => {
    const link = document.createElement("a");
    link.href = url;
    link.download = name;
    link.click();
  };
  const title = document.querySelector("h1")?.textContent.trim().replace(/[^\w-]+/g, "_") ?? "run";
  const buttons = (part, id, name, into) => {
    const box = document.createElement("span");
    box.className = "save";
    for (const kind of ["svg", "png"]) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = kind.toUpperCase();
      button.setAttribute("aria-label", (said.save ?? "Save NAME as KIND").replace("KIND", kind.toUpperCase()).replace("NAME", () => name));
      button.title = button.getAttribute("aria-label");
      button.addEventListener("click", () => {
        const { text, width, height } = drawn(part);
        const url = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
        if (kind === "svg") return keep(url, `${title}-${id}.svg`);
        const image = new Image();
        image.onload = () => {
          const canvas = document.createElement("canvas");
          [canvas.width, canvas.height] = [2 * width, 2 * height];
          canvas.getContext("2d").drawImage(image, 0, 0, 2 * width, 2 * height);
          keep(canvas.toDataURL("image/png"), `${title}-${id}.png`);
        };
        image.src = url;
      });
      box.append(button);
    }
    into(box);
  };
  for (const panel of all(document, ".panel[id]")) {
    const name = panel.querySelector(".name");
    buttons(panel, panel.id, name.firstChild.textContent.trim(), (box) => name.after(box));
  }
  for (const figure of all(document, "figure[id]")) {
    buttons(figure, figure.id, figure.querySelector("h3").firstChild.textContent.trim(), (box) => figure.querySelector("figcaption").append(box));
  }
  for (const svg of all(document, "svg.balance")) buttons(svg, "balance", said.balance ?? "Left and right", (box) => svg.after(box));
})();
