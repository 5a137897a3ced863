"use strict";
// Brings a discussion into its page once its reader agrees; until then nobody but this site is asked for anything.
(() => {
  const section = document.querySelector("[data-plan]");
  if (!section) return;
  const { provider, contacts, load, plan } = section.dataset;
  const { elements, variables = {}, callbacks = {}, repaint, stands, returning } = JSON.parse(plan);
  const script = section.dataset.script && new URL(section.dataset.script, location.href).href;
  const part = (name) => section.querySelector(`[data-part="${name}"]`);
  const control = (name) => section.querySelector(`[data-do="${name}"]`);
  const tell = (...names) => {
    for (const name of ["ask", "choice", "forget", "loading", "failed", "empty"]) part(name).hidden = !names.includes(name);
  };

  // What the reader agreed to: whom to contact, by provider. A browser may refuse to remember anything.
  const key = `discussion:${provider}`;
  const stored = (where, work) => {
    try {
      return work(window[where]);
    } catch {
      return null;
    }
  };
  const isRemembered = () => stored("localStorage", (kept) => kept.getItem(key)) === contacts;
  const canRemember = stored("localStorage", (kept) => [kept.setItem("discussion:", ""), kept.removeItem("discussion:")]);

  // Light and dark as the page has them, which is as its reader's system has them unless the theme settled it.
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const shade = (words) => {
    const schemes = getComputedStyle(document.documentElement).colorScheme.split(" ");
    const followsSystem = schemes.includes("light") && schemes.includes("dark");
    if (followsSystem && words.auto) return words.auto;
    return (followsSystem ? dark.matches : schemes.includes("dark")) ? words.dark : words.light;
  };
  const settled = (value) => {
    if (value === "$script") return script;
    if (value === null || typeof value !== "object") return value;
    if ("light" in value && "dark" in value) return shade(value);
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, settled(one)]));
  };
  const called = (path) => path.split(".").reduce((found, name) => found?.[name], window);

  const put = ([tag, attributes]) =>
    new Promise((resolve, reject) => {
      const made = document.createElement(tag);
      for (const [name, value] of Object.entries(settled(attributes))) made.setAttribute(name, value);
      if (tag === "script") {
        made.addEventListener("load", resolve);
        made.addEventListener("error", reject);
      }
      part("widget").append(made);
      if (tag !== "script") resolve();
    });

  // Resolves once the widget stands. One that is slow is told of as one that failed, and may still come.
  const standing = () =>
    new Promise((resolve) => {
      const widget = part("widget");
      const isThere = () => !stands || widget.querySelector(stands);
      if (isThere()) {
        resolve();
        return;
      }
      const patience = setTimeout(tellOfFailure, 10000);
      const observer = new MutationObserver(() => {
        if (!isThere()) return;
        observer.disconnect();
        clearTimeout(patience);
        resolve();
      });
      observer.observe(widget, { childList: true, subtree: true, characterData: true });
    });

  const asked = ["ask", canRemember ? "choice" : ""];
  const tellOfFailure = () => tell("failed", ...asked, isRemembered() ? "forget" : "");
  const fail = () => {
    part("widget").replaceChildren();
    tellOfFailure();
  };

  const show = async () => {
    part("widget").replaceChildren();
    tell("loading");
    Object.assign(window, settled(variables));
    for (const [name, told] of Object.entries(callbacks)) {
      window[name] = function configure() {
        for (const [field, value] of Object.entries(settled(told))) {
          if (typeof value === "object") Object.assign((this[field] ??= {}), value);
          else this[field] = value;
        }
      };
    }
    try {
      for (const element of elements) await put(element);
      await standing();
    } catch {
      fail();
      return;
    }
    tell(isRemembered() ? "forget" : "");
    if (repaint) dark.addEventListener("change", () => called(repaint[0])?.(settled(repaint[1])));
  };

  section.addEventListener("discussion-failed", fail);
  section.addEventListener("discussion-empty", () => (part("empty").hidden = false));
  control("show").addEventListener("click", () => {
    if (control("remember").checked) stored("localStorage", (kept) => kept.setItem(key, contacts));
    stored("sessionStorage", (kept) => kept.setItem(key, contacts));
    part("widget").focus();
    show();
  });
  control("forget").addEventListener("click", () => {
    for (const where of ["localStorage", "sessionStorage"]) stored(where, (kept) => kept.removeItem(key));
    location.reload();
  });

  // Whoever comes back from signing in has agreed a moment ago, and the address holds what they bring.
  const isBack =
    returning &&
    new URLSearchParams(location.search).has(returning) &&
    stored("sessionStorage", (kept) => kept.getItem(key)) === contacts;

  if (load === "always" || isBack || isRemembered()) {
    show();
  } else if (load === "visible") {
    new IntersectionObserver((seen, observer) => {
      if (!seen.some((one) => one.isIntersecting)) return;
      observer.disconnect();
      show();
    }).observe(section);
  } else {
    tell(...asked);
  }
})();
