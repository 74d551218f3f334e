// Language and theme stand before the first paint, so that nothing flickers.
(() => {
  const said = (key) => new RegExp("[?&]" + key + "=(\\w+)").exec(location.hash)?.[1];
  const dark = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  const spoken = navigator.languages.map((l) => l.slice(0, 2)).find((l) => l === "zh" || l === "en");
  document.documentElement.dataset.theme = said("theme") ?? dark;
  document.documentElement.lang = ["zh", "en"].find((lang) => lang === said("lang")) ?? spoken ?? "en";
})();
