// Stands in for one of Cusdis's files of words, /js/widget/lang/*.js.
window.CUSDIS_LOCALE = { no_comment: "Bisher:" };
