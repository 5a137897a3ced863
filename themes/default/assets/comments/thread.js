"use strict";
// Brings a discussion into its page once its reader agrees; until then nobody but this site is asked for anything.
(() => {
  const section = document.querySelector("[data-plan]");
  if (!section) return;
  const { site, provider, contacts, load, plan } = section.dataset;
  const { elements, variables = {}, callbacks = {}, repaint, stands, returning } = JSON.parse(plan);
  const script = section.dataset.script && new URL(section.dataset.script, location.href).href;
  const part = (name) => section.querySelector(`[data-part="${name}"]`);
  const control = (name) => section.querySelector(`[data-do="${name}"]`);
  const widget = part("widget");
  const parts = ["ask", "choice", "forget", "loading", "failed", "shown", "empty"];
  const tell = (...names) => parts.forEach((name) => (part(name).hidden = !names.includes(name)));

  // What the reader agreed to: whom to contact, for this site and provider. A browser may refuse to remember anything.
  const key = `discussion:${site}:${provider}`;
  const stored = (where, work) => {
    try {
      return work(window[where]);
    } catch {
      return null;
    }
  };
  const isRemembered = () => stored("localStorage", (kept) => kept.getItem(key)) === contacts;
  const canRemember = stored("localStorage", (kept) => [kept.setItem("discussion:", ""), kept.removeItem("discussion:")]);
  // There is nothing to take back where nobody was asked.
  const backWay = () => (load === "click" && isRemembered() ? ["forget"] : []);
  const question = () => ["ask", ...(load === "click" && canRemember && !isRemembered() ? ["choice"] : [])];

  // Light and dark as the page has them, which is as its reader's system has them unless the theme settled it.
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const shade = (words) => {
    const schemes = getComputedStyle(document.documentElement).colorScheme.split(" ");
    const followsSystem = schemes.includes("light") && schemes.includes("dark");
    if (followsSystem && words.auto) return words.auto;
    return (followsSystem ? dark.matches : schemes.includes("dark")) ? words.dark : words.light;
  };
  const settled = (value) => {
    if (value === null || typeof value !== "object") return value;
    if ("$own" in value) return script;
    if ("$shade" in value) return shade(value.$shade);
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
      widget.append(made);
      if (tag !== "script") resolve();
    });

  // Resolves once what shows that the widget stands is there.
  const standing = () =>
    new Promise((resolve) => {
      const look = () => {
        if (stands && !widget.querySelector(stands)) return;
        observer.disconnect();
        resolve();
      };
      const observer = new MutationObserver(look);
      observer.observe(widget, { childList: true, subtree: true, characterData: true });
      look();
    });

  let isEmpty = false;
  const tellOfFailure = () => {
    tell("failed", ...question(), ...backWay());
    if (document.activeElement === widget) control("show").focus();
  };
  const fail = () => {
    widget.replaceChildren();
    tellOfFailure();
  };

  let attempts = 0;
  const show = async () => {
    // Who asks again while the first answer is still to come has one thread in the end: the later attempt's.
    const attempt = ++attempts;
    const isStale = () => attempt !== attempts;
    isEmpty = false;
    widget.replaceChildren();
    tell("loading", ...backWay());
    // What is slow is told of as what failed, and may still come.
    const patience = setTimeout(() => isStale() || tellOfFailure(), 10000);
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
      for (const element of elements) {
        await put(element);
        if (isStale()) return;
      }
      await standing();
      if (isStale()) return;
      const hasFocus = document.activeElement === control("show");
      tell("shown", ...(isEmpty ? ["empty"] : []), ...backWay());
      if (hasFocus) widget.focus();
    } catch {
      if (!isStale()) fail();
    } finally {
      clearTimeout(patience);
    }
  };

  if (repaint) {
    dark.addEventListener("change", () => {
      if (widget.hasChildNodes()) called(repaint[0])?.(settled(repaint[1]));
    });
  }
  section.addEventListener("discussion-failed", fail);
  section.addEventListener("discussion-empty", () => {
    isEmpty = true;
  });
  control("show").addEventListener("click", () => {
    if (control("remember").checked) stored("localStorage", (kept) => kept.setItem(key, contacts));
    if (returning) stored("sessionStorage", (kept) => kept.setItem(key, location.pathname));
    widget.focus();
    show();
  });
  control("forget").addEventListener("click", () => {
    for (const where of ["localStorage", "sessionStorage"]) stored(where, (kept) => kept.removeItem(key));
    location.hash = "discussion";
    location.reload();
  });

  // Whoever comes back to this page from signing in has agreed a moment ago, and the address holds what they bring.
  const isBack = () =>
    returning &&
    new URLSearchParams(location.search).has(returning) &&
    stored("sessionStorage", (kept) => {
      const page = kept.getItem(key);
      kept.removeItem(key);
      return page;
    }) === location.pathname;

  if (load === "always" || (load === "click" && (isRemembered() || isBack()))) {
    show();
  } else if (load === "visible") {
    new IntersectionObserver((seen, observer) => {
      if (!seen.some((one) => one.isIntersecting)) return;
      observer.disconnect();
      show();
    }).observe(section);
  } else {
    tell(...question());
  }
})();
