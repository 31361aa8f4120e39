// What mdBook's pages lack for the keyboard and for screen readers.
(function () {
  "use strict";

  // The switch of the sidebar is a label, which has no place for what it says of itself and takes no key.
  const toggle = document.querySelector("#mdbook-sidebar-toggle");
  if (toggle) {
    toggle.setAttribute("role", "button");
    toggle.tabIndex = 0;
    toggle.addEventListener("keydown", (event) => {
      if (event.key === "Enter" || event.key === " ") {
        event.preventDefault();
        toggle.click();
      }
    });
  }

  // Code that is wider than the page scrolls in its place, with the keys as well.
  function reach() {
    for (const code of document.querySelectorAll("pre > code, main table")) {
      if (code.scrollWidth > code.clientWidth) {
        code.tabIndex = 0;
      }
    }
  }
  reach();
  window.addEventListener("load", reach);
  window.addEventListener("resize", reach);
})();
