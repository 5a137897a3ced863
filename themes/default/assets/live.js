"use strict";
// Keeps a page that stays open right: it holds no words and asks for nothing.
(() => {
  const all = (query) => document.querySelectorAll(query);
  const format = (form) => new Intl.DateTimeFormat(document.documentElement.lang, form);
  const dayOf = (moment) => moment.toLocaleDateString("sv");
  const timed = "[data-starts], [data-ends]";

  // What has begun or ended: shows the words of its state, and hides the others.
  const turn = (now) => {
    for (const thing of all(timed)) {
      const { starts, ends, is } = thing.dataset;
      const state = now < Date.parse(starts) ? 0 : now >= Math.max(...`${ends}`.split(" ").map(Date.parse)) ? 2 : 1;
      is.split(" ").forEach((name, index) => {
        if (name !== "-") thing.classList.toggle(name, index === state);
      });
      for (const word of thing.querySelectorAll("[data-when]")) {
        if (word.closest(timed) === thing) word.hidden = !word.dataset.when.includes(["before", "now", "after"][state]);
      }
    }
  };

  // Today on the thread line: after what has been, before what is still to come.
  const mark = (now) => {
    const today = document.querySelector(".kind-today");
    if (!today) return;
    let last = today;
    for (const knot of all("[data-at]")) {
      const isAhead = Date.parse(knot.dataset.at) > now;
      knot.classList.toggle("ahead", isAhead);
      if (!isAhead) last = knot;
    }
    const time = today.querySelector("time");
    const day = dayOf(new Date(now));
    if (!time || time.dateTime >= day) return;
    time.dateTime = day;
    time.textContent = format({ day: "numeric", month: "short" }).format(now);
    const list = document.createElement("ol");
    list.className = "knots";
    last.after(last.matches("li") ? today : list);
    if (list.isConnected) list.append(today);
  };

  // The reader's own time, where their clock differs from the event's.
  const translate = () => {
    for (const place of all("[data-local]")) {
      const { local, until } = place.dataset;
      const start = new Date(local);
      const [, sign, hours, minutes] = /([+-])(\d\d):(\d\d)$/.exec(local) || [0, "+", 0, 0];
      if (-start.getTimezoneOffset() === (sign + 1) * (hours * 60 + +minutes)) continue;
      const far = dayOf(start) === local.slice(0, 10) ? {} : { weekday: "short", day: "numeric", month: "short" };
      const style = format({ ...far, hour: "2-digit", minute: "2-digit", timeZoneName: "short" });
      const said = until ? style.formatRange(start, new Date(until)) : style.format(start);
      place.textContent = `${document.body.dataset.yourTime}: ${said}`;
      place.hidden = false;
    }
  };

  const look = () => [turn, mark].forEach((part) => part(Date.now()));
  const wait = () => setTimeout(() => [look(), wait()], 60000 - (Date.now() % 60000));
  translate();
  look();
  wait();
  addEventListener("pageshow", look);
  document.addEventListener("visibilitychange", look);
})();
