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
