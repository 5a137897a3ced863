// Stands in for Remark42's /web/embed.mjs: a module, which knows its page only by `remark_config`.
const { host, ...told } = window.remark_config;
const frame = document.createElement("iframe");
frame.title = "Comments | Remark42";
frame.src = `${host}/web/iframe.html?${new URLSearchParams(told)}`;
Object.assign(frame.style, { width: "100%", border: "none" });
document.getElementById("remark42").append(frame);
addEventListener("message", ({ source, data }) => {
  if (source === frame.contentWindow && data.height) frame.style.height = `${data.height}px`;
});
window.REMARK42 = {
  changeTheme(theme) {
    window.remark_config.theme = theme;
    frame.style.colorScheme = theme;
  },
};
