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

// What is typed into a long form outlives a reload and an expired session, in this tab only.
const slot = (name) => `kept:${name}`;
const fields = (form) => [...form.elements].filter((field) => field.name && field.type !== "hidden");
for (const form of document.querySelectorAll("form[data-keep]")) {
  const kept = JSON.parse(sessionStorage.getItem(slot(form.dataset.keep)) || "{}");
  for (const field of fields(form)) {
    if (field.name in kept) field.value = kept[field.name];
  }
  form.addEventListener("input", () => {
    const typed = Object.fromEntries(fields(form).map((field) => [field.name, field.value]));
    sessionStorage.setItem(slot(form.dataset.keep), JSON.stringify(typed));
  });
}
for (const done of document.querySelectorAll("[data-forget]")) {
  sessionStorage.removeItem(slot(done.dataset.forget));
}
document.addEventListener("submit", (event) => {
  if (event.target.getAttribute("action") === "/sign-out") sessionStorage.clear();
});
