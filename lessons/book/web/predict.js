// Predict first: the output of a lesson's program is hidden until the reader has written down what she expects of it, or asks
// to see it at once. What she writes stays in this browser, and is shown beside the output.
(function () {
  "use strict";

  const COMMAND = /^\$ cargo run .*--example lesson\d\d/;

  function kept(key, words) {
    try {
      if (words !== undefined) {
        localStorage.setItem(key, words);
      }
      return localStorage.getItem(key);
    } catch {
      return words ?? null;
    }
  }

  function hide(block, command, output, key) {
    const code = block.querySelector("code");
    const form = document.createElement("form");
    form.className = "predict";
    const id = "predict-" + key.replace(/\W/g, "-");
    form.innerHTML = `<label for="${id}">What will it print? Write down what you expect, in your own words.</label>
      <textarea id="${id}" rows="3"></textarea>
      <button type="submit">Compare</button> <button type="button">Show the output</button>`;
    const words = form.querySelector("textarea");
    code.textContent = command + "\n";

    function show(prediction) {
      code.textContent = command + "\n" + output;
      const said = document.createElement("p");
      said.className = "predicted";
      said.setAttribute("role", "status");
      said.textContent = prediction ? "You expected: " + prediction : "";
      form.replaceWith(said);
    }

    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (words.value.trim() === "") {
        words.focus();
      } else {
        show(kept(key, words.value.trim()));
      }
    });
    form.querySelector("button[type=button]").addEventListener("click", () => show(kept(key, "")));
    block.after(form);
    const before = kept(key);
    if (before !== null) {
      show(before);
    }
  }

  // Of each lesson's page the first program's output: what the lesson is about to explain.
  const page = location.pathname.match(/lessons\/([^/]+)\/README\.html$/);
  if (page) {
    for (const block of document.querySelectorAll("main pre")) {
      const lines = (block.querySelector("code")?.textContent ?? "").split("\n");
      if (COMMAND.test(lines[0]) && lines.length > 2) {
        hide(block, lines[0], lines.slice(1).join("\n"), "predict-" + page[1]);
        break;
      }
    }
  }
})();
