// Stands in for Comentario's /comentario.js: it defines an element, which brings a style and asks for its page's comments.
(() => {
  const { origin } = new URL(document.currentScript.src);
  class Comments extends HTMLElement {
    async connectedCallback() {
      const style = Object.assign(document.createElement("link"), { rel: "stylesheet", href: `${origin}/comentario.css` });
      document.head.append(style);
      const told = { host: location.host, path: this.getAttribute("page-id"), lang: this.getAttribute("lang") };
      const headers = { "Content-Type": "application/json" };
      const asked = { method: "POST", credentials: "include", headers, body: JSON.stringify(told) };
      const answer = await fetch(`${origin}/api/embed/comments`, asked);
      const root = Object.assign(document.createElement("div"), { className: "comentario-root" });
      for (const said of (await answer.json()).said) {
        root.append(Object.assign(document.createElement("p"), { textContent: said }));
      }
      this.append(root);
    }
  }
  customElements.define("comentario-comments", Comments);
})();
