// Be the scheduler: a reader chooses which thread takes its next step. Every point of a scene, and where each choice leads,
// was recorded from the capstone's own code (lessons/book/scenes); nothing is computed here. A failing schedule of the
// reader's own code is a scene with one way, which begins at its end.
(function () {
  "use strict";

  const { element, marked } = window.Page;

  const STATES = {
    ready: () => "can go on",
    waits: (about) => "waits for the lock " + about,
    asleep: (about) => "sleeps on " + about,
    notified: (about) => "notified on " + about,
    blocked: () => "waits for another thread",
    past: () => "takes no further step here",
    ended: () => "has ended",
  };

  // What a point shows, with its tables looked up.
  function look(graph, index) {
    const [threads, shared, verdict, over, ways] = graph.points[index];
    const shown = threads.map((place) => {
      const [state, about, next, call, holds, results] = place ? graph.shown[place - 1] : ["blocked", "", "", "", "", []];
      return { there: place > 0, state, about, next, call, holds, results };
    });
    const to = new Map();
    for (let at = 0; at < ways.length; at += 2) {
      to.set(ways[at], ways[at + 1]);
    }
    return { threads: shown, shared: graph.shared[shared], verdict: verdict ? graph.verdicts[verdict - 1] : "", over: over === 1, to };
  }

  // The fewest choices that lead to something wrong.
  function wayToBreak(graph) {
    const from = new Map([[0, null]]);
    const queue = [0];
    for (const index of queue) {
      const { verdict, to } = look(graph, index);
      if (verdict) {
        const way = [];
        for (let at = index; from.get(at); at = from.get(at).before) {
          way.unshift(from.get(at).thread);
        }
        return way;
      }
      for (const [thread, next] of to) {
        if (!from.has(next)) {
          from.set(next, { before: index, thread });
          queue.push(next);
        }
      }
    }
    return [];
  }

  function scene(place) {
    const name = place.dataset.scene;
    let version = "wrong";
    // The points so far, and which thread was chosen at each but the last.
    let points = [0];
    let chosen = [];
    let prepared = [];

    const graph = () => window.scenes[`${name}.${version}`];
    const here = () => look(graph(), points[points.length - 1]);
    const { own } = graph();

    const status = element("p", { className: "scene-status" });
    status.setAttribute("role", "status");
    const threads = element("div", { className: "scene-threads" });
    const shared = element("dl", { className: "scene-shared" });
    const history = element("div", { className: "scene-history", tabIndex: 0 });
    history.setAttribute("role", "region");
    history.setAttribute("aria-label", "The steps so far");
    const back = element("button", { type: "button" }, "Step back");
    const begin = element("button", { type: "button" }, "Begin again");
    const hint = element("button", { type: "button" }, own ? "Next step" : "Show me the next step");

    const versions = element("fieldset", { className: "scene-version" }, element("legend", {}, "Which code runs?"));
    for (const [value, words] of [["wrong", "the wrong version: break it"], ["right", "the right version: try to break it"]]) {
      const button = element("input", { type: "radio", name: "version-" + name, value, checked: value === version });
      button.addEventListener("change", () => {
        version = value;
        restart();
      });
      versions.append(element("label", {}, button, words));
    }

    function restart() {
      points = [0];
      chosen = [];
      prepared = [];
      draw();
    }

    function goToTheEnd() {
      for (let to = here().to; to.size > 0; to = here().to) {
        const [[thread, next]] = to;
        chosen.push(thread);
        points.push(next);
      }
    }

    function step(thread) {
      const next = here().to.get(thread);
      if (next === undefined) {
        return;
      }
      prepared = prepared[0] === thread ? prepared.slice(1) : [];
      chosen.push(thread);
      points.push(next);
      draw(thread);
    }

    back.addEventListener("click", () => {
      prepared = [];
      chosen.pop();
      points.pop();
      draw();
      if (back.disabled) {
        threads.querySelector("button:enabled").focus();
      }
    });
    begin.addEventListener("click", restart);
    hint.addEventListener("click", () => {
      if (own) {
        prepared = [...here().to.keys()];
      } else if (prepared.length === 0) {
        points = [0];
        chosen = [];
        prepared = wayToBreak(graph());
        draw();
      }
      step(prepared[0]);
      hint.focus();
    });

    function say(point) {
      if (own) {
        const place = `${chosen.length} of ${graph().points.length - 1} steps.`;
        return point.verdict ? [element("strong", {}, ...marked(point.verdict))] : [place];
      }
      if (point.verdict) {
        return [element("strong", {}, ...marked(point.verdict)), " ", ...marked(graph().mistake), " Now try the same in the right version."];
      }
      if (point.over) {
        return version === "right"
          ? [`All threads have ended, and nothing went wrong. Nothing can: none of the ${graph().points.length} points of this version is a bad one.`]
          : ["All threads have ended, and nothing went wrong this time. Step back, or begin again."];
      }
      return [chosen.length === 0 ? "Who goes first?" : "Who goes on?"];
    }

    function card(thread, index, point) {
      const can = point.to.has(index);
      const button = element("button", { type: "button", disabled: !can }, can ? thread.next || "goes on" : "—");
      button.dataset.thread = index;
      button.setAttribute("aria-label", `${graph().threads[index]}: ${can ? thread.next || "goes on" : "cannot go on"}`);
      button.addEventListener("click", () => step(index));
      const lines = [thread.there ? STATES[thread.state](thread.about) : "does not exist yet"];
      if (thread.call) {
        lines.push("in " + thread.call);
      }
      if (thread.holds) {
        lines.push("holds " + thread.holds);
      }
      const made = element("div", { className: "scene-thread" }, element("h4", {}, graph().threads[index]));
      made.dataset.state = thread.there ? thread.state : "blocked";
      made.append(...lines.map((line) => element("p", {}, line)));
      made.append(...thread.results.map((line) => element("p", { className: "scene-result" }, line)), button);
      return made;
    }

    // The values after a step that were others before it; after the first one all of them.
    function changed(at) {
      const [before, after] = [look(graph(), points[at]).shared, look(graph(), points[at + 1]).shared];
      return graph().fields.map((_, field) => (at > 0 && before[field] === after[field] ? "" : after[field] ?? ""));
    }

    // The steps in the form in which the texts draw an interleaving: one column a thread, one line a step.
    // A failing schedule also has a column for each value that the threads share, and what is at its end below.
    function table() {
      const names = [...graph().threads, ...(own ? graph().fields : [])];
      const head = element("tr", {}, ...names.map((name) => element("th", { scope: "col" }, name)));
      const lines = chosen.map((thread, at) => {
        const words = look(graph(), points[at]).threads[thread].next || "goes on";
        const cells = graph().threads.map((_, column) => (column === thread ? words : ""));
        return element("tr", {}, ...[...cells, ...(own ? changed(at) : [])].map((cell) => element("td", {}, cell)));
      });
      const ending = own && here().verdict ? graph().ending : [];
      const below = ending.map((line) => element("tr", {}, element("td", { colSpan: names.length }, ...marked(line))));
      return element("table", {}, element("thead", {}, head), element("tbody", {}, ...lines), element("tfoot", {}, ...below));
    }

    function draw(last) {
      const point = here();
      status.replaceChildren(...say(point));
      status.dataset.verdict = point.verdict ? "bad" : point.over ? "over" : "";
      threads.replaceChildren(...point.threads.map((thread, index) => card(thread, index, point)));
      shared.replaceChildren(
        ...graph().fields.flatMap((field, at) => [element("dt", {}, field), element("dd", {}, point.shared[at] ?? "")]),
      );
      history.replaceChildren(table());
      history.scrollTop = history.scrollHeight;
      back.disabled = chosen.length === 0;
      hint.hidden = version === "right";
      hint.disabled = point.verdict !== "";
      // The button that was pressed is gone; who works by keyboard goes on where she was.
      if (last !== undefined) {
        const button = threads.querySelector(`button[data-thread="${last}"]:enabled`) || threads.querySelector("button:enabled") || back;
        button.focus({ preventScroll: true });
      }
    }

    place.addEventListener("keydown", (event) => {
      const number = Number(event.key);
      if (number >= 1 && number <= graph().threads.length && !event.ctrlKey && !event.metaKey && !event.altKey) {
        event.preventDefault();
        event.stopPropagation();
        step(number - 1);
      }
    });
    const buttons = element("p", { className: "scene-buttons" }, back, " ", begin, " ", hint);
    if (own) {
      goToTheEnd();
      place.replaceChildren(status, threads, ...(graph().fields.length > 0 ? [shared] : []), buttons, history);
    } else {
      place.replaceChildren(versions, status, threads, shared, buttons, history);
    }
    draw();
  }

  document.querySelectorAll(".scene").forEach(scene);
})();
