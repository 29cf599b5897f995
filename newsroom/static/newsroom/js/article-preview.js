// Shows the working copy beside its form as readers will see it, anew after each save: hears `article:saved`.

import { button, element, framed, remember } from "./preview-frame.js";

// On most screens there is room for the preview or for the list of models.
const makeRoom = (isOpen) => {
  const isListed = localStorage.getItem("django.admin.navSidebarIsOpen") !== "false";
  if (!matchMedia("(max-width: 110rem)").matches) return;
  document.querySelector(".main").classList.toggle("shifted", isListed && !isOpen);
};

const widthButtons = (resize) => {
  const choose = (width) => {
    remember("preview-width", width);
    for (const each of buttons) each.setAttribute("aria-pressed", String(each.dataset.width === width));
    resize(width);
  };
  const buttons = ["390", "1280"].map((width) => {
    const made = button(width === "390" ? gettext("Phone") : gettext("Desktop"), () => choose(width));
    made.dataset.width = width;
    return made;
  });
  choose(localStorage.getItem("preview-width") ?? "390");
  return buttons;
};

const watch = (form) => {
  const { pane, load, resize } = framed();
  const heading = element("h2", { textContent: gettext("Preview"), id: "preview-title" });
  const hint = element("p", { textContent: gettext("It comes with the first save.") });
  const section = element("section", { className: "preview", id: "preview" }, heading, ...widthButtons(resize), hint, pane);
  let address = document.querySelector("[data-preview]")?.dataset.preview;

  const show = () => {
    hint.hidden = Boolean(address);
    if (address && !section.hidden) load(address);
  };
  const open = (isOpen) => {
    section.hidden = !isOpen;
    makeRoom(isOpen);
    document.body.classList.toggle("has-preview", isOpen);
    toggle.setAttribute("aria-expanded", String(isOpen));
    remember("preview", isOpen ? "open" : "closed");
    show();
  };
  const toggle = button(gettext("Preview"), () => open(section.hidden));
  toggle.setAttribute("aria-controls", "preview");
  section.setAttribute("aria-labelledby", "preview-title");
  form.querySelector(".submit-row").prepend(toggle);
  form.parentElement.after(section);
  form.addEventListener("article:saved", (event) => {
    address = event.detail.preview;
    show();
  });
  open(localStorage.getItem("preview") === "open");
};

const form = document.querySelector("form#revision_form");
if (form?.elements.headline) watch(form);
