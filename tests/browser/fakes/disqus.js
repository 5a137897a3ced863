// Stands in for https://SHORTNAME.disqus.com/embed.js: it asks the page's own function whose thread to show.
(() => {
  const forum = new URL(document.currentScript.src).hostname.split(".")[0];
  const fetched = (tag, fields) => document.head.append(Object.assign(document.createElement(tag), fields));
  const load = () => {
    const config = { page: {}, callbacks: {} };
    window.disqus_config.call(config);
    const { identifier, url, title } = config.page;
    const told = { base: "default", f: forum, t_i: identifier, t_u: url, t_e: title, l: config.language };
    const frame = document.createElement("iframe");
    frame.title = "Disqus";
    frame.src = `https://disqus.com/embed/comments/?${new URLSearchParams(told)}`;
    frame.style.setProperty("min-width", "100%", "important");
    document.getElementById("disqus_thread").replaceChildren(frame);
  };
  window.DISQUS = { reset: ({ reload }) => reload && load() };
  fetched("link", { rel: "stylesheet", href: "https://c.disquscdn.com/next/embed/styles/lounge.css" });
  fetched("script", { src: "https://c.disquscdn.com/next/embed/lounge.js" });
  fetched("script", { src: "https://disqus.com/next/config.js" });
  load();
})();
