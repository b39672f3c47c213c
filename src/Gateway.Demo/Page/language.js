// Blocking and tiny, so that the page is never seen in the other language first.
(() => {
  const language = localStorage.getItem("language") === "en" ? "en" : "ja";
  document.documentElement.lang = language;
  document.documentElement.dataset.lang = language;
})();
