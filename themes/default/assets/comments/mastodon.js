"use strict";
// Shows the replies to a status on Mastodon. What they hold is data: it becomes elements of a few kinds, and no other.
(() => {
  const place = document.getElementById("mastodon-replies");
  const signal = (name) => place.dispatchEvent(new CustomEvent(`discussion-${name}`, { bubbles: true }));
  const make = (tag, fields = {}, ...children) => {
    const made = Object.assign(document.createElement(tag), fields);
    made.append(...children);
    return made;
  };
  const web = (address) => {
    try {
      const { protocol, href } = new URL(address);
      return protocol === "https:" || protocol === "http:" ? href : "";
    } catch {
      return "";
    }
  };

  const kept = new Set(["P", "BR", "STRONG", "EM", "B", "I", "DEL", "CODE", "PRE", "BLOCKQUOTE", "UL", "OL", "LI"]);
  const dropped = new Set(["SCRIPT", "STYLE", "TEMPLATE", "IFRAME", "OBJECT", "SVG", "MATH", "TITLE", "TEXTAREA"]);
  const clean = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return [node.data];
    if (node.nodeType !== Node.ELEMENT_NODE || dropped.has(node.nodeName.toUpperCase())) return [];
    // Parts of long addresses that Mastodon marks so: hidden ones are not shown there either.
    if (node.classList.contains("invisible")) return [];
    const children = [...node.childNodes].flatMap(clean);
    const href = node.nodeName === "A" && web(node.getAttribute("href"));
    if (href) return [make("a", { href, rel: "nofollow noopener ugc" }, ...children)];
    return kept.has(node.nodeName) ? [make(node.nodeName, {}, ...children)] : children;
  };
  const cleaned = (html) => [...new DOMParser().parseFromString(html, "text/html").body.childNodes].flatMap(clean);

  const when = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" });
  const time = (iso) => {
    const moment = new Date(iso);
    return Number.isNaN(moment.getTime()) ? "·" : make("time", { dateTime: iso }, when.format(moment));
  };
  const link = (address, ...children) => {
    const href = web(address);
    return href ? make("a", { href, rel: "nofollow noopener" }, ...children) : make("span", {}, ...children);
  };
  const reply = (status) => {
    const { account } = status;
    const name = link(account.url, account.display_name || account.acct);
    const moment = link(status.url ?? status.uri, time(status.created_at));
    const body = make("div", { className: "said", lang: status.language ?? "" }, ...cleaned(status.content));
    const text = status.spoiler_text ? make("details", {}, make("summary", {}, status.spoiler_text), body) : body;
    return make("li", { id: `reply-${status.id}` }, make("p", { className: "meta" }, name, ` @${account.acct} · `, moment), text);
  };

  const show = ({ descendants }) => {
    const list = make("ol");
    const made = new Map();
    const byTime = [...descendants].sort((one, other) => Date.parse(one.created_at) - Date.parse(other.created_at));
    // The clocks of several servers differ: what is answered may be dated after its answer.
    for (const status of byTime) made.set(status.id, reply(status));
    for (const status of byTime) {
      const item = made.get(status.id);
      const above = status.in_reply_to_id !== status.id && made.get(status.in_reply_to_id);
      if (!above) list.append(item);
      else (above.querySelector(":scope > ol") ?? above.appendChild(make("ol"))).append(item);
    }
    place.replaceChildren(list);
    if (!made.size) signal("empty");
  };

  fetch(place.dataset.context, { credentials: "omit", referrerPolicy: "no-referrer" })
    .then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(answer.status))))
    .then(show)
    .catch(() => signal("failed"));
})();
