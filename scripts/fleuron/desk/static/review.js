// Decisions without a reload, and keys for them. Every key and every click is a button of the form, which works alone.
"use strict";

const form = () => document.querySelector("form.page");
const picks = () => [...document.querySelectorAll("input[name=line]")];
const picked = () => document.querySelector("input[name=line]:checked");
const doubtful = () => picks().filter((pick) => pick.closest(".doubtful"));
const changes = (line) => line?.querySelector(".changes");

function choose(pick) {
  if (!pick) return;
  pick.checked = true;
  pick.focus({ preventScroll: true });
  pick.closest(".line").scrollIntoView({ block: "center" });
}

function next(step) {
  const here = picked() ? picks().indexOf(picked()) : -1;
  const all = doubtful();
  const after = all.filter((pick) => (picks().indexOf(pick) - here) * step > 0);
  choose((step > 0 ? after[0] : after.at(-1)) ?? (step > 0 ? all[0] : all.at(-1)));
}

async function send(target, fields) {
  const answer = await fetch(target.action, { method: "POST", body: new URLSearchParams(fields) });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const open = document.querySelector(".names")?.open;
  document.querySelector("main").replaceWith(page.querySelector("main"));
  document.title = page.title;
  if (open) document.querySelector(".names").open = true;
  ready();
}

async function decide(button) {
  const fields = new FormData(button.form);
  fields.append(button.name, button.value);
  const line = button.closest(".line")?.querySelector("[name=line]").value ?? fields.get("line");
  if (!line && button.name === "role") return;
  const waited = button.name === "role" && picked()?.closest(".line").classList.contains("doubtful");
  document.body.setAttribute("aria-busy", "true");
  await send(button.form, fields);
  if (line) choose(document.getElementById(`pick-${line}`));
  if (button.name === "change") look(document.getElementById(`line-${line}`));
  if (waited) next(1);
  document.body.removeAttribute("aria-busy");
}

function look(line) {
  if (!changes(line)) return;
  changes(line).open = true;
  changes(line).querySelector("button").focus();
}

function split(line) {
  const dialog = document.getElementById("split");
  const words = line.querySelector(".words").textContent.trim().split(/[\s\x1c-\x1f\x85]+/);
  const buttons = words.map((word, at) => {
    const button = document.createElement("button");
    [button.name, button.value, button.textContent] = ["split", `${picked().value}:${at}`, word];
    button.disabled = at === 0 && !line.classList.contains("joins");
    return button;
  });
  dialog.querySelector(".cut-here").replaceChildren(...buttons.flatMap((button) => [button, " "]));
  dialog.showModal();
}

document.addEventListener("submit", (event) => {
  if (!event.submitter) return;
  event.preventDefault();
  decide(event.submitter);
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-split]") && picked()) split(picked().closest(".line"));
});

document.addEventListener("change", (event) => {
  if (!event.target.matches("[data-roles]") || !event.target.value) return;
  const button = document.createElement("button");
  [button.name, button.value, button.hidden] = ["role", event.target.value, true];
  form().append(button);
  decide(button);
});

function step(dialog, by) {
  const buttons = [...dialog.querySelectorAll(".cut-here button:enabled")];
  buttons.at((buttons.indexOf(document.activeElement) + by) % buttons.length).focus();
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const dialog = event.target.closest("dialog");
  const arrow = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (dialog && arrow) return step(dialog, arrow);
  if (dialog) return;
  if (event.key === "Escape") return choose(picked() ?? picks()[0]);
  if (!event.target.matches("input[name=line], body, button.change, .changes summary")) return;
  if (event.key.toLowerCase() === "d") return next(event.key === "d" ? 1 : -1);
  if (event.key === "a") return look(picked()?.closest(".line"));
  if (event.key === "e") return name(event);
  const button = document.querySelector(`[data-key="${CSS.escape(event.key)}"]:not(:disabled)`);
  if (button && form()) {
    event.preventDefault();
    button.type === "button" ? button.click() : decide(button);
  }
});

function name(event) {
  event.preventDefault();
  document.querySelector(".names").open = true;
  document.querySelector(".names [name=title]").select();
}

function ready() {
  document.querySelector("[data-split]")?.removeAttribute("hidden");
}

ready();
const named = document.getElementById(location.hash.slice(1).replace("line-", "pick-"));
choose(named ?? doubtful()[0]);
