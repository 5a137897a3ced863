"use strict";
// Shows the replies to a status on Mastodon. What they hold is data: it becomes elements of a few kinds, and no other.
(() => {
  const place = document.querySelector("[data-plan] [data-context]");
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

  const when = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "long", timeStyle: "short" });
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
    const body = make("div", { className: "said", lang: status.language ?? "" }, ...cleaned(status.content ?? ""));
    const text = status.spoiler_text ? make("details", {}, make("summary", {}, status.spoiler_text), body) : body;
    return make("li", { id: `reply-${status.id}` }, make("p", { className: "meta" }, name, ` @${account.acct} · `, moment), text);
  };

  const deepest = 3;
  const show = ({ descendants }) => {
    const made = new Map();
    // The clocks of several servers differ: what is answered may be dated after its answer.
    for (const status of [...descendants].sort((a, b) => Date.parse(a.created_at) - Date.parse(b.created_at))) {
      try {
        made.set(status.id, { id: status.id, above: status.in_reply_to_id, item: reply(status), below: [] });
      } catch {
        // A reply in a form that is not known takes none of the others along.
      }
    }
    const top = [];
    for (const one of made.values()) {
      const above = made.get(one.above);
      (above && above !== one ? above.below : top).push(one);
    }
    const listOf = (ones) => make("ol", { className: "replies" }, ...ones.map((one) => one.item));
    const list = listOf(top);
    // Answers to answers to answers stand below each other: a telephone has no room to go on.
    const rows = top.map((one) => [one, 1]);
    for (let row = rows.pop(); row; row = rows.pop()) {
      const [one, depth] = row;
      if (one.below.length) {
        if (depth < deepest) one.item.append(listOf(one.below));
        else one.item.after(...one.below.map((other) => other.item));
      }
      rows.push(...one.below.map((other) => [other, Math.min(depth + 1, deepest)]));
      made.delete(one.id);
    }
    // Who answers whom in a circle stands at the end.
    list.append(...[...made.values()].map((one) => one.item));
    if (!list.hasChildNodes()) signal("empty");
    place.replaceChildren(list);
  };

  fetch(place.dataset.context, { credentials: "omit", referrerPolicy: "no-referrer" })
    .then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(answer.status))))
    .then(show)
    .catch(() => signal("failed"));
})();
