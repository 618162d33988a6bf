// Small comforts on top of pages that work without any script.

// A menu closes when something else is pressed, and on Escape gives the focus back.
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

document.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr } = event.detail;
  const answered = new URL(xhr.responseURL || location.href, location.href);
  // The session ended: sign in and come back to this page, instead of putting a sign-in form into a table row.
  if (answered.pathname === "/sign-in") {
    event.detail.shouldSwap = false;
    location.assign(`/sign-in?return_to=${encodeURIComponent(location.pathname + location.search)}`);
    return;
  }
  // A problem page replaces the page, so that no error passes unseen.
  if (xhr.status >= 400 && xhr.status !== 422) {
    event.detail.shouldSwap = true;
    event.detail.isError = false;
    event.detail.target = document.getElementById("main");
    event.detail.selectOverride = "#main";
    event.detail.swapOverride = "outerHTML show:top";
  }
});

const offline = (hidden) => {
  const notice = document.getElementById("offline");
  if (notice) notice.hidden = hidden;
};
document.addEventListener("htmx:sendError", () => offline(false));
document.addEventListener("htmx:afterRequest", (event) => {
  if (event.detail.successful) offline(true);
});

// What may be looked for, while it is being typed. The search works the same without it.
const suggest = document.querySelector("[data-suggest]");
if (suggest) {
  let waiting;
  let asked = 0;
  suggest.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(async () => {
      const text = suggest.value.trim();
      const number = ++asked;
      if (text.length < 2) return suggest.list.replaceChildren();
      const response = await fetch(`/api/v1/products/suggestions?q=${encodeURIComponent(text)}`).catch(() => null);
      if (!response?.ok) return;
      const { items } = await response.json();
      // A slower answer to an earlier question comes too late.
      if (number !== asked) return;
      suggest.list.replaceChildren(
        ...items.map((item) => Object.assign(document.createElement("option"), { value: item.text, label: item.kind === "product" ? item.code : "" })),
      );
    }, 150);
  });
}

// What is typed into a long form outlives a reload and an expired session, in this tab only.
const slot = (name) => `kept:${name}`;
// Secrets are typed again, and what is sent along or is the work of a button is the server's.
const NOT_KEPT = ["hidden", "password", "submit", "button"];
const fields = (form) =>
  [...form.elements].filter((field) => field.name && !NOT_KEPT.includes(field.type) && !field.matches(".code, [data-fresh]"));
const isBox = (field) => field.type === "checkbox" || field.type === "radio";
const keyOf = (field) => (isBox(field) ? `${field.name}=${field.value}` : field.name);
// What a form was sent for is done: what was typed into it is of no more use. A refusal or a sign-in in between keeps it.
if (document.querySelector("[data-done]")) {
  for (const key of Object.keys(sessionStorage).filter((key) => key.startsWith("sent:"))) {
    sessionStorage.removeItem(slot(key.slice("sent:".length)));
    sessionStorage.removeItem(key);
  }
}
for (const form of document.querySelectorAll("form[data-keep]")) {
  const kept = JSON.parse(sessionStorage.getItem(slot(form.dataset.keep)) || "{}");
  for (const field of fields(form)) {
    const key = keyOf(field);
    if (!(key in kept)) continue;
    if (isBox(field)) field.checked = kept[key];
    else field.value = kept[key];
  }
  form.addEventListener("input", () => {
    const typed = Object.fromEntries(fields(form).map((field) => [keyOf(field), isBox(field) ? field.checked : field.value]));
    sessionStorage.setItem(slot(form.dataset.keep), JSON.stringify(typed));
  });
  form.addEventListener("submit", () => sessionStorage.setItem(`sent:${form.dataset.keep}`, "1"));
}
for (const done of document.querySelectorAll("[data-forget]")) {
  sessionStorage.removeItem(slot(done.dataset.forget));
  sessionStorage.removeItem(`sent:${done.dataset.forget}`);
}
document.addEventListener("submit", (event) => {
  if (event.target.getAttribute("action") === "/sign-out") sessionStorage.clear();
});

// A file of rows is read by the server and stands in the field below as if it had been pasted.
document.addEventListener("change", async (event) => {
  const place = event.target.closest?.("[data-rows-file]");
  if (!place || event.target.type !== "file") return;
  event.stopPropagation();
  const [file] = event.target.files;
  const form = place.closest("form");
  if (!file) return;
  const kind = file.name.toLowerCase().endsWith(".xlsx") ? "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" : "text/csv";
  const headers = { "Content-Type": kind, Accept: "application/json", "X-CSRF-Token": form.elements._csrf.value };
  const error = place.querySelector("[data-error]");
  const response = await fetch("/api/v1/quick-order/file", { method: "POST", headers, body: file }).catch(() => null);
  const answer = await response?.json().catch(() => null);
  event.target.value = "";
  if (!response?.ok) {
    error.textContent = answer?.errors?.[0]?.detail || answer?.detail || answer?.title || "";
    error.hidden = !error.textContent;
    if (!response) offline(false);
    return;
  }
  const text = answer.rows.map((row) => row.map((cell) => cell.replace(/\s+/g, " ")).join("\t")).join("\n");
  form.elements.more.value = [form.elements.more.value, text].filter(Boolean).join("\n");
  error.hidden = true;
  form.requestSubmit();
}, true);
const showRowsFile = () => {
  for (const place of document.querySelectorAll("[data-rows-file]")) place.hidden = false;
};
showRowsFile();
document.addEventListener("htmx:afterSettle", showRowsFile);

// Passkeys: the browser's authenticator answers a challenge of the server. Without one, the buttons stay away.
const bytesFrom = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
const post = async (path, body, token) => {
  const headers = { "Content-Type": "application/json", Accept: "application/json" };
  if (token) headers["X-CSRF-Token"] = token;
  const response = await fetch(path, { method: "POST", headers, body: JSON.stringify(body) });
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.errors?.[0]?.detail || answer.detail || answer.title);
  return answer;
};
const creation = (options) =>
  PublicKeyCredential.parseCreationOptionsFromJSON?.(options) ?? {
    ...options,
    challenge: bytesFrom(options.challenge),
    user: { ...options.user, id: bytesFrom(options.user.id) },
    excludeCredentials: (options.excludeCredentials || []).map((known) => ({ ...known, id: bytesFrom(known.id) })),
  };
const request = (options) =>
  PublicKeyCredential.parseRequestOptionsFromJSON?.(options) ?? {
    ...options,
    challenge: bytesFrom(options.challenge),
    allowCredentials: (options.allowCredentials || []).map((known) => ({ ...known, id: bytesFrom(known.id) })),
  };
const tell = (form, error) => {
  const place = form.querySelector("[data-error]");
  // Whoever closes the browser's own dialogue has said no and needs no explanation.
  if (!place || error.name === "NotAllowedError") return;
  place.textContent = error.message;
  place.hidden = false;
};

if (globalThis.PublicKeyCredential && globalThis.isSecureContext) {
  for (const button of document.querySelectorAll("[data-passkey]")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      try {
        const { ticket, public_key } = await post("/api/v1/session/passkey/options", {});
        const credential = await navigator.credentials.get({ publicKey: request(public_key) });
        await post("/api/v1/session/passkey", { ticket, credential: credential.toJSON() });
        location.assign(button.dataset.passkey || "/products");
      } catch (error) {
        tell(button.form, error);
      }
    });
  }
  for (const form of document.querySelectorAll('form[data-script="new-passkey"]')) {
    form.hidden = false;
    for (const instead of document.querySelectorAll('[data-instead="new-passkey"]')) instead.hidden = true;
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const token = form.elements._csrf.value;
      try {
        const { ticket, public_key } = await post("/api/v1/me/passkeys/options", { password: form.elements.password?.value }, token);
        const credential = await navigator.credentials.create({ publicKey: creation(public_key) });
        const name = form.elements.name.value.trim() || navigator.platform || "Passkey";
        await post("/api/v1/me/passkeys", { ticket, name, credential: credential.toJSON() }, token);
        location.reload();
      } catch (error) {
        tell(form, error);
      }
    });
  }
}
