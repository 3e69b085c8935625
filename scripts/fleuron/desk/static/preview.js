// The book follows the manuscript: what is new is fetched, and only the pages that changed are changed.
"use strict";

const main = () => document.querySelector("main");
const view = main().dataset.view;

function renew(page) {
  document.querySelector(".state").replaceWith(page.querySelector(".state"));
  document.querySelector(".top nav").replaceWith(page.querySelector(".top nav"));
  const fresh = page.querySelector("main");
  main().dataset.number = fresh.dataset.number;
  const alarm = fresh.querySelector("[role=alert]");
  main().querySelector("[role=alert]")?.remove();
  if (alarm) main().querySelector("h1").after(alarm);
  if (view === "pages" && fresh.querySelector(".spread")) return turnOver(fresh);
  if (view === "findings") return main().querySelector(".findings").replaceWith(fresh.querySelector(".findings"));
  const frame = main().querySelector("iframe");
  if (!frame && fresh.querySelector("iframe")) location.reload();
  else if (!page.querySelector(".state").textContent.includes("…")) frame?.contentWindow.location.reload();
}

function turnOver(fresh) {
  const old = [...main().querySelectorAll("[data-plate]")].map((each) => each.dataset.plate).join();
  const now = [...fresh.querySelectorAll("[data-plate]")].map((each) => each.dataset.plate).join();
  const pins = (page) => [...page.querySelectorAll(".pin")].map((each) => each.textContent).join();
  if (old === now && pins(main()) === pins(fresh)) return;
  const spreads = main().querySelector(".spreads");
  const [top, left] = [spreads.scrollTop, spreads.scrollLeft];
  const kept = new Map([...main().querySelectorAll("[data-plate] img")].map((each) => [each.getAttribute("src"), each]));
  for (const each of fresh.querySelectorAll("[data-plate] img")) {
    const known = kept.get(each.getAttribute("src"));
    if (known) each.replaceWith(known.cloneNode());
    else each.closest("figure")?.classList.add("fresh");
  }
  spreads.replaceChildren(...fresh.querySelector(".spreads").children);
  main().querySelector(".thumbs").replaceChildren(...fresh.querySelector(".thumbs").children);
  spreads.scrollTo(left, top);
}

let asking = false;
let again = false;
async function follow() {
  if (asking) return (again = true);
  asking = true;
  const answer = await fetch(location.href);
  renew(new DOMParser().parseFromString(await answer.text(), "text/html"));
  asking = false;
  if (again) {
    again = false;
    follow();
  }
}

new EventSource("events").onmessage = (event) => {
  if (event.data !== main().dataset.number) follow();
};

function spreadAt(step) {
  const spreads = [...document.querySelectorAll(".spread")];
  const middle = innerHeight / 2;
  const here = spreads.findIndex((spread) => spread.getBoundingClientRect().bottom > middle);
  return spreads[Math.max(0, Math.min(spreads.length - 1, here + step))];
}

const turn = (step) => spreadAt(step)?.scrollIntoView({ block: "center" });

function enlarge(size) {
  const here = spreadAt(0);
  document.querySelector(".spreads").dataset.size = size;
  here?.scrollIntoView({ block: "center" });
}

function resize(by) {
  const size = document.querySelector("#size");
  size.selectedIndex = Math.max(0, Math.min(size.options.length - 1, size.selectedIndex + by));
  size.dispatchEvent(new Event("change", { bubbles: true }));
}

const KEYS = {
  "+": () => resize(1),
  "=": () => resize(1),
  "-": () => resize(-1),
  m: () => document.querySelector("#guides").click(),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (view !== "pages" || event.target.matches("input:not([type=checkbox]), select")) return;
  KEYS[event.key]?.();
  const step = { ArrowRight: 1, ArrowLeft: -1, PageDown: 1, PageUp: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  turn(step);
});

document.addEventListener("submit", (event) => event.preventDefault());
document.addEventListener("change", ({ target }) => {
  if (target.id === "size") enlarge(target.value);
  if (target.id === "guides") document.querySelector(".spreads").classList.toggle("guided", target.checked);
  if (target.id === "go") document.querySelector(`[data-folio="${CSS.escape(target.value.trim())}"]`)?.scrollIntoView({ block: "center" });
  if (target.id === "spine") document.querySelector("iframe").src = target.value;
});
