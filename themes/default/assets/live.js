"use strict";
// Keeps a page that stays open right. It holds no words and asks for nothing: all that it shows, the page brought along.
(() => {
  const all = (query) => document.querySelectorAll(query);
  const language = document.documentElement.lang;
  const timed = "[data-starts], [data-ends]";

  // What has begun or ended: shows the words of its state, and hides the others.
  const turn = (now) => {
    for (const thing of all(timed)) {
      const { starts, ends, is } = thing.dataset;
      const state = now < Date.parse(starts) ? 0 : now >= Date.parse(ends) ? 2 : 1;
      if (thing.dataset.state === String(state)) continue;
      thing.dataset.state = state;
      (is || "").split(" ").forEach((name, index) => {
        if (name && name !== "-") thing.classList.toggle(name, index === state);
      });
      for (const word of thing.querySelectorAll("[data-when]")) {
        if (word.closest(timed) === thing) word.hidden = word.dataset.when !== ["before", "now", "after"][state];
      }
    }
  };

  // Today on the thread line: after what has been, before what is still to come.
  const mark = (now) => {
    const today = document.querySelector(".kind-today");
    if (!today) return;
    let last = null;
    for (const knot of all("[data-at]")) {
      const isAhead = Date.parse(knot.dataset.at) > now;
      knot.classList.toggle("ahead", isAhead);
      if (!isAhead) last = knot;
    }
    const time = today.querySelector("time");
    const day = new Date(now).toLocaleDateString("sv");
    if (!time || time.dateTime >= day) return;
    time.dateTime = day;
    time.textContent = new Intl.DateTimeFormat(language, { day: "numeric", month: "short" }).format(now);
    // A stage that nothing hangs on yet has no place for it.
    if (last && last.matches("li")) last.after(today);
    else if (last) today.hidden = true;
  };

  // The reader's own time, where their clock differs from the event's.
  const translate = () => {
    for (const place of all("[data-local]")) {
      const { local, until } = place.dataset;
      const start = new Date(local);
      const [, sign, hours, minutes] = /([+-])(\d\d):(\d\d)$/.exec(local) || [0, "+", 0, 0];
      if (-start.getTimezoneOffset() === Number(sign + 1) * (hours * 60 + Number(minutes))) continue;
      const form = { hour: "2-digit", minute: "2-digit", timeZoneName: "short" };
      const far = { weekday: "short", day: "numeric", month: "short" };
      const isNear = start.toLocaleDateString("sv") === local.slice(0, 10);
      const style = new Intl.DateTimeFormat(language, isNear ? form : { ...far, ...form });
      const said = until ? style.formatRange(start, new Date(until)) : style.format(start);
      place.textContent = `${document.body.dataset.yourTime}: ${said}`;
      place.hidden = false;
    }
  };

  const look = () => {
    turn(Date.now());
    mark(Date.now());
  };
  const wait = () => setTimeout(() => { look(); wait(); }, 60000 - (Date.now() % 60000));
  translate();
  look();
  wait();
  addEventListener("pageshow", look);
  document.addEventListener("visibilitychange", look);
})();
