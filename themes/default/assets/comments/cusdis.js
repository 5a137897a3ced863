// Stands in the frame of Cusdis's widget, and says what the frame's inline script would have said: no policy runs that.
// The frame has no name and no language of its own.
const { dataset } = frameElement.parentElement;
frameElement.title = parent.document.querySelector("[data-plan] h2").textContent;
document.documentElement.lang = parent.document.documentElement.lang;
window.CUSDIS_LOCALE = parent.CUSDIS_LOCALE;
window.__DATA__ = { ...dataset };
const script = document.createElement("script");
script.type = "module";
script.src = `${dataset.host}/js/iframe.umd.js`;
document.body.append(script);
