// What the book's own scripts make pages of: elements, and text in which backticks mark code.
window.Page = (function () {
  "use strict";

  function element(name, properties, ...children) {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  }

  function marked(words) {
    return words.split("`").map((part, index) => (index % 2 ? element("code", {}, part) : part));
  }

  return { element, marked };
})();
