export default {
  root: true,
  extends: ["html-validate:standard", "html-validate:document", "html-validate:a11y"],
  rules: {
    // The pages fetch nothing from elsewhere, and the site's own files need no second proof.
    "require-sri": ["error", { target: "crossorigin" }],
    // A style that lays a table out as a list on a phone takes its meaning away; the roles give it back.
    "no-redundant-role": "off",
    // A wide table scrolls in its own region, which is a group: many of one name may stand on a page.
    "prefer-native-element": ["error", { exclude: ["group"] }],
  },
};
