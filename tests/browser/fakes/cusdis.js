// Stands in for Cusdis's /js/cusdis.es.js: a frame of the page's own origin, which it writes, with an inline script.
(() => {
  const target = document.getElementById("cusdis_thread");
  const { host, iframe } = target.dataset;
  const frame = document.createElement("iframe");
  frame.srcdoc = `<!DOCTYPE html>
<html>
  <head>
    <link rel="stylesheet" href="${host}/js/style.css">
    <base target="_parent" />
    <script>
      window.CUSDIS_LOCALE = ${JSON.stringify(window.CUSDIS_LOCALE)}
      window.__DATA__ = ${JSON.stringify(target.dataset)}
    </script>
  </head>
  <body>
    <div id="root"></div>
    <script src="${iframe || `${host}/js/iframe.umd.js`}" type="module"></script>
  </body>
</html>`;
  frame.style.width = "100%";
  frame.style.border = "0";
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const tellTheme = () => {
    const told = { from: "cusdis", event: "setTheme", data: dark.matches ? "dark" : "light" };
    if (target.dataset.theme === "auto") frame.contentWindow.postMessage(JSON.stringify(told));
  };
  dark.addEventListener("change", tellTheme);
  addEventListener("message", ({ data: message }) => {
    const { from, event, data } = JSON.parse(message);
    if (from === "cusdis" && event === "onload") tellTheme();
    if (from === "cusdis" && event === "resize") frame.style.height = `${data}px`;
  });
  target.replaceChildren(frame);
})();
