// Stands in for https://utteranc.es/client.js: an inline style, a frame that stands absolutely, and no script afterwards.
(() => {
  const script = document.currentScript;
  const { origin } = new URL(script.src);
  const told = Object.fromEntries([...script.attributes].map(({ name, value }) => [name, value]));
  Object.assign(told, { url: document.querySelector("link[rel=canonical]").href, title: document.title });
  const style = document.createElement("style");
  style.textContent = ".utterances { position: relative; width: 100% } .utterances-frame { position: absolute; width: 1px; min-width: 100%; height: 100%; border: 0 }";
  document.head.prepend(style);

  const around = document.createElement("div");
  around.className = "utterances";
  const frame = document.createElement("iframe");
  Object.assign(frame, { className: "utterances-frame", title: "Comments", src: `${origin}/utterances.html?${new URLSearchParams(told)}` });
  around.append(frame);
  script.after(around);
  script.remove();
  addEventListener("message", ({ origin: sender, data }) => {
    if (sender === origin && data.height) around.style.height = `${data.height}px`;
  });
})();
