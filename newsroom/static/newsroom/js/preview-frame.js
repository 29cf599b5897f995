// The preview's pane and its frame, as wide as a phone or a desktop, scaled to fit, keeping its place when reloaded.

export const element = (name, properties, ...children) => {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
};

export const button = (textContent, act) => {
  const made = element("button", { type: "button", className: "button", textContent });
  made.addEventListener("click", act);
  return made;
};

export const remember = (name, value) => {
  try {
    localStorage.setItem(name, value);
  } catch {
    // A full store forgets how one likes it, no more.
  }
};

const fit = (pane, frame) => {
  const width = Number(frame.dataset.width);
  const scale = Math.min(1, pane.clientWidth / width);
  frame.style.inlineSize = `${width}px`;
  frame.style.blockSize = `${pane.clientHeight / scale}px`;
  frame.style.transform = `scale(${scale})`;
};

// `load(address)` shows a page; `resize(width)` sets, in pixels, how wide a window the page finds itself in.
export const framed = () => {
  const frame = element("iframe", { title: gettext("The article as readers will see it") });
  const pane = element("div", { className: "preview__pane" });
  let place = 0;

  frame.setAttribute("sandbox", "allow-same-origin"); // no form of the page can be sent from here
  frame.addEventListener("load", () => frame.contentDocument?.defaultView.scrollTo(0, place));
  new ResizeObserver(() => fit(pane, frame)).observe(pane);
  const load = (address) => {
    if (!frame.isConnected) pane.append(frame);
    place = frame.contentDocument?.defaultView?.scrollY ?? 0;
    frame.contentWindow.location.replace(address); // no entry in the window's history
  };
  const resize = (width) => {
    frame.dataset.width = width;
    fit(pane, frame);
  };
  return { pane, load, resize };
};
