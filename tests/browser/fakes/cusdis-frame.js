// Stands in for Cusdis's /js/iframe.umd.js: the widget in the frame, which is told of its page by `__DATA__`.
(async () => {
  const { host, appId, pageId, theme } = window.__DATA__;
  const { no_comment: words } = window.CUSDIS_LOCALE ?? { no_comment: "So far:" };
  const root = document.getElementById("root");
  const tell = (event, data) => parent.postMessage(JSON.stringify({ from: "cusdis", event, data }));
  root.className = theme;
  addEventListener("message", ({ data: message }) => {
    const { event, data } = JSON.parse(message);
    if (event === "setTheme") root.className = data;
  });
  tell("onload");
  const answer = await fetch(`${host}/api/open/comments?${new URLSearchParams({ page: 1, appId, pageId })}`);
  for (const said of [words, ...(await answer.json()).said]) {
    root.append(Object.assign(document.createElement("p"), { textContent: said }));
  }
  tell("resize", document.documentElement.offsetHeight);
})();
