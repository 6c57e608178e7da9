// The page works without this script; with it, forms and links change the page in place and it keeps itself up to date.
"use strict";

document.documentElement.classList.add("js");

addEventListener("DOMContentLoaded", () => {
  const $ = (selector, within = document) => within.querySelector(selector);
  const sent = JSON.parse(sessionStorage.getItem("sent") || "[]");
  let recalled = sent.length;
  let busy = 0;
  let wanted = 0;
  let opener = null;

  // Where there is little room, what is around the chat is folded away until it is asked for.
  const around = $("#around");
  const tight = matchMedia("(max-width: 1080px), (max-height: 560px)");
  const fold = () => { around.open = !tight.matches; };
  tight.addEventListener("change", fold);
  fold();

  // What the server last gave for a part: only what differs from that is put into the page.
  const given = new Map();
  const remember = (page) => {
    for (const part of page.querySelectorAll("[data-part]")) given.set(part.id, part.outerHTML);
  };
  remember(document);

  const atEnd = () => {
    const log = $("#log");
    return log.scrollHeight - log.scrollTop - log.clientHeight < 80;
  };
  const toEnd = () => {
    $("#log").scrollTop = $("#log article") ? $("#log").scrollHeight : 0;
    const answers = $("#thread .answers");
    if (answers) answers.scrollTop = answers.scrollHeight;
  };

  function take(page, { own = false } = {}) {
    const stay = atEnd();
    const focused = document.activeElement?.id;
    const typing = $("#answer")?.value;
    const [log, next] = [$("#log"), $("#log", page)];
    const same = log.dataset.conversation === next.dataset.conversation && log.className === next.className;
    for (const part of page.querySelectorAll("[data-part]")) {
      if (given.get(part.id) === part.outerHTML) continue;
      if (part.id === "dialogs" && !own) continue;
      if (part.id === "composer" && log.dataset.conversation === next.dataset.conversation && !$("#message", part).value) {
        continue;
      }
      given.set(part.id, part.outerHTML);
      const here = document.getElementById(part.id);
      if (part.id === "log" && same) mend(here, part, own);
      else if (part.id === "you" && here.contains(document.activeElement)) mendYou(here, part);
      else {
        const open = here.hasAttribute("data-keep-open") && here.open;
        here.replaceWith(part);
        if (open) part.open = true;
      }
    }
    if (typing && !own && $("#answer")) $("#answer").value = typing;
    $("#panel").setAttribute("aria-labelledby", $("#panel", page).getAttribute("aria-labelledby"));
    document.title = page.title;
    document.body.dataset.bell = page.body.dataset.bell;
    if (focused && !document.activeElement?.id) document.getElementById(focused)?.focus();
    if (!same || stay || own) toEnd();
    showCurrent();
    showDialog();
  }

  // On a phone the conversations are a row that scrolls sideways.
  function showCurrent() {
    $("#conversations [aria-current]")?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  // Posts are kept where they are, so that an open tab, a half chosen menu and the focus stay.
  function mend(log, fresh, own) {
    const wantedIds = new Set([...fresh.children].map((child) => child.id));
    for (const child of [...log.children]) if (!wantedIds.has(child.id)) child.remove();
    let before = log.firstElementChild;
    for (const child of [...fresh.children]) {
      const here = child.id && document.getElementById(child.id);
      if (!here || !log.contains(here)) log.insertBefore(child, before);
      else if (here.dataset.version !== child.dataset.version) {
        const inside = here.contains(document.activeElement);
        if (before === here) before = here.nextElementSibling;
        here.replaceWith(child);
        if (inside && own) child.focus({ preventScroll: true });
      } else before = here.nextElementSibling;
    }
  }

  function mendYou(here, fresh) {
    for (const selector of [".about", "input"]) {
      const [old, next] = [$(selector, here), $(selector, fresh)];
      if (old && next) old.replaceWith(next);
      else if (old) old.remove();
      else if (next) $(".pick", here).append(next);
    }
    $("select", here).value = $("select", fresh).value;
  }

  function showDialog() {
    const dialog = $("#dialogs dialog[open]");
    if (!dialog || dialog.matches(":modal")) return;
    opener = opener?.isConnected ? opener : $("#message");
    dialog.removeAttribute("open");
    dialog.showModal();
    const fields = [...dialog.querySelectorAll(":is(.field, .input) :is(input, select, textarea):not([type=hidden])")];
    (fields.find((field) => field.closest(".wrong")) || fields[0])?.focus();
    dialog.addEventListener("close", closed);
  }

  function closed() {
    $("#dialogs").replaceChildren();
    given.delete("dialogs");
    (opener?.isConnected ? opener : $("#message")).focus();
    opener = null;
  }

  function complain(sentence) {
    const problem = $("#problem");
    problem.textContent = sentence;
    problem.hidden = false;
    clearTimeout(complain.timer);
    complain.timer = setTimeout(() => { problem.hidden = true; }, 7000);
  }

  async function fetched(url, options, own) {
    busy += 1;
    document.documentElement.classList.add("busy");
    try {
      const response = await fetch(url, options);
      const text = await response.text();
      if (!response.ok) {
        complain(response.status < 500 ? text : "Something went wrong here. Please try again.");
        return false;
      }
      const page = new DOMParser().parseFromString(text, "text/html");
      if (options?.method !== "POST" || response.redirected) {
        const address = new URL(response.url);
        for (const once of ["say", "payload"]) address.searchParams.delete(once);
        if (own && address.href !== location.href) history.pushState(null, "", address);
      }
      take(page, { own });
      return true;
    } catch {
      if (own) complain("Peerloop does not answer. Is it still running?");
      return false;
    } finally {
      busy -= 1;
      if (!busy) document.documentElement.classList.remove("busy");
    }
  }

  const visit = (url) => fetched(url, undefined, true);

  document.addEventListener("click", async (click) => {
    const link = click.target.closest("a[href]");
    if (link && link.origin === location.origin && !link.target && link.hash === "" && !(click.ctrlKey || click.metaKey || click.shiftKey)) {
      click.preventDefault();
      const fills = new URL(link.href).searchParams.has("say");
      if ((await visit(link.href)) && fills) {
        const box = $("#message");
        box.focus();
        box.setSelectionRange(box.value.length, box.value.length);
      }
    }
  });

  document.addEventListener("change", (change) => {
    if (change.target.id === "persona") visit(`/play?${new URLSearchParams(new FormData(change.target.form))}`);
  });

  document.addEventListener("submit", async (submit) => {
    const form = submit.target;
    const button = submit.submitter;
    submit.preventDefault();
    if (button?.getAttribute("form") === "cancel") return $("#dialogs dialog").close();
    if (form.dataset.sending || (form.closest("dialog:not([class])") && !complete(form))) return;
    const body = new URLSearchParams(new FormData(form, button));
    const box = $("textarea", form.matches(".composer") ? form : document.createElement("p"));
    if (box) {
      if (!body.get("text").trim()) return box.focus();
      noteSent(body.get("text").trim());
    }
    if (!form.closest("dialog")) opener = button?.isConnected && form.id !== "composer" ? button : $("#message");
    form.dataset.sending = "yes";
    button?.setAttribute("aria-busy", "true");
    const asks = button?.getAttribute("formmethod") === "get";
    const through = asks ? await visit(`${button.formAction}?${body}`) : await fetched(form.action, { method: "POST", body }, true);
    delete form.dataset.sending;
    button?.removeAttribute("aria-busy");
    if (through && form.id === "composer") $("#message").value = "";
    if (through && form.id === "answering") $("#answer")?.focus();
    if (through && document.activeElement === document.body) $("#message").focus();
  });

  // Required fields, before anything is sent; what else is wrong the answer will tell.
  function complete(form) {
    const empty = [...form.querySelectorAll("[aria-required=true]")].filter((field) =>
      field.matches("[role=radiogroup]") ? !$("input:checked", field) : !field.value.trim());
    for (const field of form.querySelectorAll("[aria-required=true]")) {
      const row = field.closest(".field");
      const said = $(".error", row) || row.appendChild(Object.assign(document.createElement("p"), { className: "error", id: `${field.id}-error` }));
      const wrong = empty.includes(field);
      row.classList.toggle("wrong", wrong);
      field.toggleAttribute("aria-invalid", wrong);
      if (wrong) {
        field.setAttribute("aria-invalid", "true");
        said.textContent = "Please fill this in.";
        const about = new Set((field.getAttribute("aria-describedby") || "").split(" ").filter(Boolean)).add(said.id);
        field.setAttribute("aria-describedby", [...about].join(" "));
      } else said.remove();
    }
    empty[0]?.focus();
    return !empty.length;
  }

  function noteSent(text) {
    if (sent.at(-1) !== text) sent.push(text);
    recalled = sent.length;
    sessionStorage.setItem("sent", JSON.stringify(sent.slice(-50)));
  }

  document.addEventListener("keydown", (key) => {
    const { target } = key;
    if (target.matches?.(".composer textarea") && key.key === "Enter" && !key.shiftKey && !key.isComposing) {
      key.preventDefault();
      target.form.requestSubmit($("button", target.form));
    }
    if (target.id === "message") {
      const recalls = !target.value || target.value === sent[recalled];
      if (recalls && (key.key === "ArrowUp" || key.key === "ArrowDown")) {
        recalled = Math.max(0, Math.min(sent.length, recalled + (key.key === "ArrowUp" ? -1 : 1)));
        target.value = sent[recalled] || "";
        key.preventDefault();
      }
    }
    if (target.getAttribute?.("role") === "tab" && (key.key === "ArrowRight" || key.key === "ArrowLeft")) {
      const tabs = [...target.parentElement.children];
      const next = tabs[(tabs.indexOf(target) + (key.key === "ArrowRight" ? 1 : tabs.length - 1)) % tabs.length];
      next.focus();
      next.click();
    }
  });

  addEventListener("popstate", () => fetched(location.href, undefined, false).then(toEnd));

  // One refresh at a time, and none for a change this page has seen already.
  async function refresh() {
    if (busy) return setTimeout(refresh, 150);
    if (String(wanted) !== document.body.dataset.bell) await fetched(location.href, undefined, false);
  }
  new EventSource("/play/changes").addEventListener("message", (change) => {
    wanted = change.data;
    refresh();
  });

  showCurrent();
  showDialog();
  toEnd();
  const box = $("#message");
  if (matchMedia("(pointer: fine)").matches && !$("dialog[open]")) box.focus({ preventScroll: true });
});
