// Quizzes: one question a group of radio buttons. A wrong choice says why it is wrong; the right one says why it is right.
// Answers stay in this browser.
(function () {
  "use strict";

  const { element, marked } = window.Page;
  const key = (lesson) => "quiz-" + lesson;

  function read(lesson) {
    try {
      return JSON.parse(localStorage.getItem(key(lesson))) || {};
    } catch {
      return {}; // a browser that keeps nothing, or something that is not ours
    }
  }

  function keep(lesson, answers) {
    try {
      localStorage.setItem(key(lesson), JSON.stringify(answers));
    } catch {
      // Then the answers last as long as the page.
    }
  }

  function quiz(place) {
    const { lesson, questions } = JSON.parse(place.querySelector("script").textContent);
    // By the question's number: the first choice, and the last one.
    const answers = read(lesson);
    const score = element("p", { className: "quiz-score" });
    score.setAttribute("role", "status");

    function tell() {
      const all = Object.values(answers);
      const right = (which) => all.filter((answer) => questions[answer.of].choices[answer[which]].right).length;
      score.textContent = all.length
        ? `${right("last")} of ${questions.length} answered, ${right("first")} at the first try.`
        : "";
    }

    function ask(question, number) {
      const why = element("p", { className: "quiz-why" });
      why.setAttribute("role", "status");
      const say = (chosen) => {
        const { right, why: reason } = question.choices[chosen];
        const verdict = element("strong", {}, right ? "Right. " : "No. ");
        const where = right ? [] : [" See the section ", element("em", {}, ...marked(question.read)), "."];
        why.replaceChildren(verdict, ...marked(reason), ...where);
        why.dataset.right = right;
      };
      const choices = question.choices.map((choice, index) => {
        const button = element("input", { type: "radio", name: `quiz-${lesson}-${number}`, value: index });
        button.addEventListener("change", () => {
          const before = answers[number];
          answers[number] = { of: number, first: before ? before.first : index, last: index };
          keep(lesson, answers);
          say(index);
          tell();
        });
        button.checked = answers[number]?.last === index;
        return element("label", {}, button, element("span", {}, ...marked(choice.words)));
      });
      if (answers[number] && question.choices[answers[number].last]) {
        say(answers[number].last);
      }
      const legend = element("legend", {}, `${number + 1}. `, ...marked(question.ask));
      return element("fieldset", {}, legend, ...choices, why);
    }

    const again = element("button", { type: "button" }, "Begin again");
    again.addEventListener("click", () => {
      keep(lesson, {});
      place.querySelectorAll("fieldset, .quiz-score, button").forEach((part) => part.remove());
      quiz(place);
      place.querySelector("input").focus();
    });
    place.append(...questions.map(ask), score, again);
    tell();
  }

  document.querySelectorAll(".quiz").forEach(quiz);
})();
