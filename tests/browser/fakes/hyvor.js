// Stands in for https://talk.hyvor.com/embed/embed.js: a module that defines an element, whose style is inline in its shadow.
customElements.define(
  "hyvor-talk-comments",
  class extends HTMLElement {
    async connectedCallback() {
      const shadow = this.attachShadow({ mode: "open" });
      const style = document.createElement("style");
      style.textContent = "p { border: 3px solid }";
      shadow.append(style);
      const told = Object.fromEntries([...this.attributes].map(({ name, value }) => [name, value]));
      const answer = await fetch(`https://talk.hyvor.com/api/embed/comments?${new URLSearchParams(told)}`);
      for (const said of (await answer.json()).said) {
        shadow.append(Object.assign(document.createElement("p"), { textContent: said }));
      }
    }
  },
);
