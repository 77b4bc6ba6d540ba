// Pointing at a box lights up its text, and the other way round; links between the two work without this.
"use strict";
let lit = [];
function light(event) {
  const part = event.target.closest("[data-b]");
  for (const other of lit) other.classList.remove("on");
  lit = part ? [...document.querySelectorAll(`[data-b="${CSS.escape(part.dataset.b)}"]`)] : [];
  for (const other of lit) other.classList.add("on");
}
document.addEventListener("mouseover", light);
document.addEventListener("focusin", light);

// A long table of documents can be searched and sorted; without this script it is simply a long table.
const LONG = 25;
const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
function number(text) {
  const found = /^[\d.,]+/.exec(text.trim());
  return found ? Number(found[0].replaceAll(",", "")) : null;
}
function compare(one, other) {
  const [a, b] = [number(one), number(other)];
  const numeric = a !== null && b !== null && !/^\d{4}-/.test(one.trim());
  return numeric ? a - b : one.localeCompare(other, undefined, { numeric: true });
}
function searchable(table) {
  const body = table.tBodies[0];
  const rows = [...body.rows];
  if (rows.length < LONG) return;
  const texts = new Map(rows.map((row) => [row, plain(row.textContent)]));
  const field = Object.assign(document.createElement("input"), { type: "search", placeholder: "Search titles, files, issuers, dates" });
  const found = Object.assign(document.createElement("output"), { className: "quiet" });
  const line = Object.assign(document.createElement("p"), { className: "search" });
  field.setAttribute("aria-label", "Search the documents");
  line.append(field, found);
  table.closest("section").insertBefore(line, table.parentElement);
  let waiting = 0;
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      const wanted = plain(field.value).split(/\s+/).filter(Boolean);
      let shown = 0;
      for (const row of rows) {
        row.hidden = !wanted.every((word) => texts.get(row).includes(word));
        shown += !row.hidden;
      }
      found.value = wanted.length ? ` ${shown.toLocaleString("en")} of ${rows.length.toLocaleString("en")}` : "";
    }, 120);
  });
  for (const [column, head] of [...table.tHead.rows[0].cells].entries()) {
    if (!head.textContent) continue;
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: head.textContent });
    head.replaceChildren(button);
    button.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") === "ascending";
      for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const keys = new Map(rows.map((row) => [row, row.cells[column].textContent]));
      rows.sort((a, b) => (down ? -1 : 1) * compare(keys.get(a), keys.get(b)));
      body.append(...rows);
    });
  }
}
document.querySelectorAll(".documents table").forEach(searchable);
