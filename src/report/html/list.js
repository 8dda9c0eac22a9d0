// Filters, order and pages of a list; printing of one part. Without a script
// everything is there, whole and in the order it was written.
(() => {
  "use strict";
  const items = [...document.querySelectorAll("[data-item]")];
  const rows = items.filter((e) => e.tagName === "TR");
  const form = document.getElementById("filters");
  const told = document.getElementById("shown");
  const pager = document.getElementById("pager");
  const size = pager ? Number(pager.dataset.size) : Infinity;
  let page = 0;
  // Accents and capitals make no difference.
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase()
    .replace(/ø/g, "o").replace(/ł/g, "l").replace(/ß/g, "ss");
  const fits = (item, [key, value]) => {
    const has = item.dataset[key] || "";
    if (key === "text") return plain(has).includes(plain(value));
    return has.split("|").includes(value);
  };
  const show = () => {
    const wanted = form ? [...form.querySelectorAll("[data-key]")]
      .map((c) => [c.dataset.key, c.value.trim()]).filter(([, value]) => value !== "") : [];
    const fitting = new Set(items.filter((item) => wanted.every((w) => fits(item, w))));
    for (const item of items) item.hidden = !fitting.has(item);
    const left = rows.filter((r) => fitting.has(r));
    const last = Math.max(0, Math.ceil(left.length / size) - 1);
    page = Math.min(page, last);
    if (pager) {
      left.forEach((r, i) => { r.hidden = i < page * size || i >= (page + 1) * size; });
      pager.hidden = last === 0;
      pager.querySelector("output").textContent = `${page + 1} of ${last + 1}`;
      pager.querySelector("[data-go='-1']").disabled = page === 0;
      pager.querySelector("[data-go='1']").disabled = page === last;
    }
    if (told) told.textContent = (form?.dataset.shown ?? "N of M shown").replace("N", left.length).replace("M", rows.length);
  };
  if (form) {
    form.hidden = false;
    if (form.parentElement.matches(".filter-fold")) form.parentElement.hidden = false;
    form.addEventListener("input", () => { page = 0; show(); });
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("reset", () => setTimeout(() => { page = 0; show(); }));
  }
  if (pager) pager.addEventListener("click", (event) => {
    const by = Number(event.target.dataset.go);
    if (by) { page += by; show(); }
  });
  for (const button of document.querySelectorAll("button[data-sort]")) {
    button.disabled = false;
    button.addEventListener("click", () => {
      const head = button.closest("th"), body = head.closest("table").tBodies[0];
      const up = head.getAttribute("aria-sort") !== "ascending";
      for (const other of head.parentElement.children) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", up ? "ascending" : "descending");
      const at = [...head.parentElement.children].indexOf(head);
      const value = (row) => row.children[at].dataset.order ?? row.children[at].textContent;
      const number = (text) => (text === "" ? NaN : Number(text));
      rows.sort((a, b) => {
        const [x, y] = [value(a), value(b)], [n, m] = [number(x), number(y)];
        // What is not known comes last, whichever way.
        if ((x === "") !== (y === "")) return x === "" ? 1 : -1;
        const order = Number.isNaN(n) || Number.isNaN(m) ? x.localeCompare(y) : n - m;
        return up ? order : -order;
      });
      body.append(...rows);
      page = 0;
      show();
    });
  }
  for (const button of document.querySelectorAll("button[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const part = document.getElementById(button.dataset.print);
      document.body.classList.add("print-part");
      part.classList.add("printed");
      part.querySelectorAll("details.fold").forEach((d) => { d.open = true; });
      addEventListener("afterprint", () => {
        document.body.classList.remove("print-part");
        part.classList.remove("printed");
      }, { once: true });
      print();
    });
  }
  // A link to a folded part opens it.
  const unfold = () => {
    const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const fold = target && (target.closest("details.fold") || target.querySelector("details.fold"));
    if (!fold || fold.open) return;
    fold.open = true;
    target.scrollIntoView();
  };
  addEventListener("hashchange", unfold);
  unfold();
  show();
})();
