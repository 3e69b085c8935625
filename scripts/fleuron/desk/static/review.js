// Decisions without a reload, and keys for them. Every key and every click is a button of the form, which works alone.
"use strict";

const form = () => document.querySelector("form.page");
const picks = () => [...document.querySelectorAll("input[name=line]")];
const picked = () => document.querySelector("input[name=line]:checked");
const doubtful = () => picks().filter((pick) => pick.closest(".doubtful"));

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
}

async function decide(button) {
  const fields = new FormData(button.form);
  fields.append(button.name, button.value);
  const line = fields.get("line");
  const undone = button.name === "undo";
  if (!line && button.form === form() && !undone) return;
  const waited = picked()?.closest(".line").classList.contains("doubtful");
  document.body.setAttribute("aria-busy", "true");
  await send(button.form, fields);
  if (line) choose(document.getElementById(`pick-${line}`));
  if (waited && !undone) next(1);
  document.body.removeAttribute("aria-busy");
}

document.addEventListener("submit", (event) => {
  if (!event.submitter) return;
  event.preventDefault();
  decide(event.submitter);
});

document.addEventListener("change", (event) => {
  if (!event.target.matches("[data-roles]") || !event.target.value) return;
  const button = document.createElement("button");
  [button.name, button.value, button.hidden] = ["role", event.target.value, true];
  form().append(button);
  decide(button);
});

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || !event.target.matches("input[name=line], body")) return;
  if (event.key.toLowerCase() === "d") return next(event.key === "d" ? 1 : -1);
  const button = document.querySelector(`[data-key="${CSS.escape(event.key)}"]:not(:disabled)`);
  if (button && form()) {
    event.preventDefault();
    decide(button);
  }
});

const named = document.getElementById(location.hash.slice(1).replace("line-", "pick-"));
choose(named ?? doubtful()[0]);
