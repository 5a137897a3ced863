// Stands in for https://giscus.app/client.js: it keeps what a reader brings from signing in, and asks for a style and a frame.
(() => {
  const script = document.currentScript;
  const { origin } = new URL(script.src);
  const here = new URL(location.href);
  const session = here.searchParams.get("giscus") ?? "";
  here.searchParams.delete("giscus");
  here.hash = "";
  if (session) history.replaceState(undefined, document.title, here.href);

  const { lang, repo, repoId, category, categoryId, strict, term, theme } = script.dataset;
  const told = { origin: here.href, session, theme, repo, repoId, category, categoryId, strict, term };
  const style = Object.assign(document.createElement("link"), { rel: "stylesheet", href: `${origin}/default.css` });
  document.head.prepend(style);

  const frame = document.createElement("iframe");
  frame.className = "giscus-frame";
  frame.title = "Comments";
  frame.src = `${origin}/${lang}/widget?${new URLSearchParams(told)}`;
  frame.style.opacity = "0";
  frame.addEventListener("load", () => frame.style.removeProperty("opacity"));
  addEventListener("message", ({ origin: sender, data }) => {
    if (sender === origin && data.height) frame.style.height = `${data.height}px`;
  });
  const around = document.createElement("div");
  around.className = "giscus";
  around.append(frame);
  script.after(around);
})();
