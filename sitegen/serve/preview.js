"use strict";
// Keeps a page of the preview fresh, and lays a site's mistakes over it until they are mended.
(() => {
  const own = new URL(document.currentScript.src);
  // The state that this page was served in; what comes first through the channel may be newer already.
  let seen = { number: Number(own.search.slice(1)), trouble: "", problems: [] };

  const make = (tag, className, text, ...children) => {
    const made = document.createElement(tag);
    made.className = className;
    if (text) made.textContent = text;
    made.append(...children);
    return made;
  };

  const overlay = make("sitegen-preview", "");
  const shadow = overlay.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  shadow.adoptedStyleSheets = [sheet];
  // Fetched before it is needed: then a mistake need not wait for it, nor is it ever shown without.
  const isStyled = fetch(new URL("preview.css", own))
    .then((answer) => answer.text())
    .then((text) => sheet.replace(text))
    .catch(() => {});

  const lay = ({ trouble, problems }) => {
    if (!trouble && !problems.length) {
      overlay.remove();
      return;
    }
    const list = make("ol", "problems");
    for (const { where, severity, message, hint, code } of problems) {
      const item = make("li", severity, "", make("p", "where", where), make("p", "message", `${message} [${code}]`));
      if (hint) item.append(make("p", "hint", hint));
      list.append(item);
    }
    const title = make("h2", "", "The site was not built");
    const words = make("p", "", trouble || "This is how it was before. It is built as soon as this is mended:");
    const box = make("section", "box", "", title, words, list);
    box.setAttribute("role", "alert");
    shadow.replaceChildren(box);
    document.documentElement.append(overlay);
  };

  // Style sheets are put into the page as it stands: where it is scrolled to, and what was typed, stays.
  const restyle = async () => {
    const fresh = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html");
    const query = 'link[rel="stylesheet"]';
    const old = [...document.querySelectorAll(query)];
    const next = [...fresh.querySelectorAll(query)];
    if (old.length !== next.length) {
      location.reload();
      return;
    }
    old.forEach((link, index) => {
      const href = next[index].getAttribute("href");
      if (link.getAttribute("href") !== href) link.setAttribute("href", href);
    });
  };

  const channel = new EventSource(new URL("events", own));
  channel.addEventListener("message", ({ data }) => {
    const state = JSON.parse(data);
    const isBehind = state.number !== seen.number;
    const hasFailed = Boolean(state.trouble || state.problems.length);
    const isMended = !hasFailed && Boolean(seen.trouble || seen.problems.length);
    seen = state;
    isStyled.then(() => lay(state));
    if (!isBehind || hasFailed) return;
    if (state.style && !isMended) restyle();
    else location.reload();
  });
  addEventListener("pagehide", () => channel.close());
})();
