// Pictures to explore: each shows one idea, and asks for a prediction before it shows anything. What is drawn is what
// web/model.js computes. Nothing moves: a picture is there when it is asked for.
(function () {
  "use strict";

  const { element } = window.Page;
  const { MS, simulate, queue, omission, throughput, peak } = window.Model;
  const SVG = "http://www.w3.org/2000/svg";

  function shape(name, attributes, ...children) {
    const made = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) {
      made.setAttribute(key, value);
    }
    made.append(...children);
    return made;
  }

  const ms = (nanos) => `${(nanos / MS).toFixed(1)} ms`;
  const number = (value, digits = 0) => value.toLocaleString("en", { maximumFractionDigits: digits });

  // A diagram: each series is bars, a line or dots over the same axes.
  function diagram({ title, across, up, series, most, least = 0, from = 0, to }) {
    const [width, height, left, bottom, top] = [600, 240, 60, 36, 12];
    const x = (value) => left + ((value - from) / (to - from || 1)) * (width - left - 12);
    const y = (value) => height - bottom - ((value - least) / (most - least || 1)) * (height - bottom - top);
    const svg = shape("svg", { viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": title, class: "picture-diagram" });
    svg.append(shape("title", {}, title));
    for (let part = 0; part <= 4; part += 1) {
      const value = least + ((most - least) * part) / 4;
      svg.append(shape("line", { x1: left, x2: width - 12, y1: y(value), y2: y(value), class: "grid" }));
      svg.append(shape("text", { x: left - 6, y: y(value) + 4, "text-anchor": "end" }, number(value, most < 10 ? 1 : 0)));
      const at = from + ((to - from) * part) / 4;
      svg.append(shape("text", { x: x(at), y: height - bottom + 16, "text-anchor": "middle" }, number(at, to < 10 ? 1 : 0)));
    }
    svg.append(shape("text", { x: width - 12, y: height - 4, "text-anchor": "end" }, across));
    svg.append(shape("text", { x: 4, y: top, "text-anchor": "start" }, up));
    series.forEach(({ kind, points }, index) => {
      const mark = `series-${index}`;
      if (kind === "bars") {
        const wide = Math.max(1, ((width - left - 12) / (points.length || 1)) * 0.8);
        points.forEach(([at, value]) => svg.append(shape("rect", { x: x(at), width: wide, y: y(value), height: Math.max(0, y(least) - y(value)), class: mark })));
      } else if (kind === "line") {
        svg.append(shape("polyline", { points: points.map(([at, value]) => `${x(at)},${y(value)}`).join(" "), class: mark, fill: "none" }));
      } else {
        points.forEach(([at, value]) => svg.append(shape("circle", { cx: x(at), cy: y(value), r: 2, class: mark })));
      }
    });
    return svg;
  }

  function bars(title, goodput) {
    const points = goodput.map((count, second) => [second, count]);
    return diagram({ title, across: "second", up: "served", series: [{ kind: "bars", points }], most: Math.max(10, ...goodput), to: goodput.length });
  }

  const POLICIES = {
    "no retry": { limit: 0 },
    "again at once": { limit: 2 ** 32 - 1, cap: 0, jitter: false },
    backoff: { limit: 2 ** 32 - 1, jitter: false },
    "backoff, jitter": { limit: 2 ** 32 - 1 },
    "backoff to 0.1 s, jitter": { limit: 2 ** 32 - 1, cap: 100 * MS },
    "5 retries": { limit: 5 },
    "5 retries, budget of 10 %": { limit: 5, budget: 10 },
  };

  function retrying(clients, plan) {
    return ({ policy, workers, room }) => {
      const report = simulate({ clients, workers, queue: room, ...plan }, POLICIES[policy]);
      const served = report.served.reduce((sum, count) => sum + count, 0);
      return {
        answer: Math.round((100 * report.busy) / Math.max(1, report.attempts)),
        figures: [
          ["attempts", number(report.attempts)],
          ["refused", `${number(report.busy)}, ${number((100 * report.busy) / Math.max(1, report.attempts), 1)} %`],
          ["served after their client had gone", number(report.late)],
          ["failed for good", number(report.failed)],
          ["served in time", number(served)],
          ["clients never served", number(report.served.filter((count) => count === 0).length)],
          ["slowest request", ms(report.slowest)],
        ],
        drawing: bars("Requests served in time, second by second", report.goodput),
      };
    };
  }

  const SERVER = [
    { name: "workers", label: "workers", least: 1, most: 16, value: 4 },
    { name: "room", label: "queue", least: 0, most: 256, value: 64 },
  ];
  const policy = (value) => ({ name: "policy", label: "policy", choices: Object.keys(POLICIES), value });

  const PICTURES = {
    queue: {
      predict: "What share of the requests is refused, in percent?",
      controls: [
        { name: "rate", label: "arrivals a second", least: 50, most: 1000, step: 50, value: 500 },
        { name: "service", label: "service time, ms", least: 1, most: 50, value: 10 },
        { name: "workers", label: "workers", least: 1, most: 16, value: 4 },
        { name: "room", label: "queue", least: 0, most: 256, value: 16 },
      ],
      run({ rate, service, workers, room }) {
        const found = queue({ gap: Math.round(1e9 / rate), workers, queue: room, service: service * MS, length: 10_000 * MS });
        const { arrived, admitted, refused, waited, longest, stayed, length, points } = found;
        const [accepted, inside] = [admitted / (length / 1e9), stayed / length];
        const waits = points.filter(([, wait]) => wait !== null).map(([at, wait]) => [at / 1e9, wait / MS]);
        return {
          answer: Math.round((100 * refused) / Math.max(1, arrived)),
          figures: [
            ["arrived", number(arrived)],
            ["refused", `${number(refused)}, ${number((100 * refused) / Math.max(1, arrived), 1)} %`],
            ["mean wait in the queue", ms(waited / Math.max(1, admitted))],
            ["longest wait", `${ms(longest)}, and (Q/c) · S = ${ms((room / workers) * service * MS)} at most, with what is under way`],
            ["accepted a second, X", number(accepted, 1)],
            ["mean time inside, W", ms(stayed / Math.max(1, admitted))],
            ["mean number inside, L", number(inside, 2)],
            ["Little's law, X · W", number((accepted * (stayed / Math.max(1, admitted))) / 1e9, 2)],
          ],
          drawing: diagram({
            title: "How long each accepted request waited in the queue",
            across: "second", up: "wait, ms", to: 10, most: Math.max(1, longest / MS),
            series: [{ kind: "dots", points: waits.filter((_, index) => index % Math.ceil(waits.length / 1500 || 1) === 0) }],
          }),
        };
      },
    },
    herd: {
      predict: "What share of the attempts is refused, in percent?",
      controls: [policy("backoff"), ...SERVER],
      run: retrying(500, { requests: 1 }),
    },
    crowd: {
      predict: "What share of the attempts is refused, in percent?",
      controls: [policy("backoff"), ...SERVER],
      run: retrying(100, { length: 10_000 * MS }),
    },
    users: {
      predict: "In which second, from 0, are more than 200 requests served again?",
      controls: [policy("5 retries"), ...SERVER],
      run(settings) {
        const plan = { think: 2500 * MS, timeout: 100 * MS, stall: [2000 * MS, 3000 * MS], length: 8000 * MS };
        const shown = retrying(800, plan)(settings);
        const report = simulate({ clients: 800, workers: settings.workers, queue: settings.room, ...plan }, POLICIES[settings.policy]);
        const again = report.goodput.findIndex((count, second) => second > 2 && count > 200);
        return { ...shown, answer: again < 0 ? "never, in these 8 seconds" : again };
      },
    },
    pool: {
      predict: "How long does the slowest client wait, in ms?",
      controls: [
        { name: "workers", label: "threads", least: 1, most: 50, value: 8 },
        { name: "clients", label: "clients", least: 1, most: 64, value: 50 },
        { name: "service", label: "service time, ms", least: 1, most: 50, value: 10 },
      ],
      run({ workers, clients, service }) {
        const of = (threads) => simulate({ clients, workers: threads, queue: 64, service: service * MS, length: 5000 * MS }, { limit: 0 });
        const [one, pool] = [of(1), of(workers)];
        const sum = (report) => report.served.reduce((total, count) => total + count, 0) / 5;
        return {
          answer: Math.round(pool.slowest / MS),
          figures: [
            ["one thread", `${number(sum(one), 1)} requests/s, slowest ${ms(one.slowest)}`],
            [`${workers} threads`, `${number(sum(pool), 1)} requests/s, slowest ${ms(pool.slowest)}`],
            ["ratio", number(sum(pool) / sum(one), 2)],
          ],
          drawing: diagram({
            title: "Requests a second: one thread, and the pool",
            across: "0 to 2: one thread, 2 to 4: the pool", up: "requests/s", to: 4, most: Math.max(sum(one), sum(pool)),
            series: [{ kind: "line", points: [[0, sum(one)], [2, sum(one)]] }, { kind: "line", points: [[2, sum(pool)], [4, sum(pool)]] }],
          }),
        };
      },
    },
    scaling: {
      predict: "With how many workers is the throughput greatest?",
      controls: [
        { name: "sigma", label: "sigma, in thousandths: done by one at a time", least: 0, most: 500, step: 5, value: 50 },
        { name: "kappa", label: "kappa, in hundred-thousandths: what every pair costs", least: 0, most: 500, step: 5, value: 100 },
      ],
      run({ sigma, kappa }) {
        const law = { lambda: 100, sigma: sigma / 1000, kappa: kappa / 100_000 };
        const points = Array.from({ length: 64 }, (_, index) => [index + 1, throughput(law, index + 1)]);
        const best = peak(law);
        return {
          answer: best === null ? "no number: it never falls" : Math.round(best),
          figures: [
            ["one worker", `${number(throughput(law, 1), 1)} requests/s`],
            ["8 workers", `${number(throughput(law, 8), 1)} requests/s`],
            ["32 workers", `${number(throughput(law, 32), 1)} requests/s`],
            ["greatest at", best === null ? "it never falls" : `${number(best, 1)} workers`],
          ],
          drawing: diagram({
            title: "Throughput against workers", across: "workers", up: "requests/s", from: 1, to: 64,
            most: Math.max(...points.map(([, value]) => value)), series: [{ kind: "line", points }],
          }),
        };
      },
    },
    omission: {
      predict: "Counted from when each request was due: what is the p99, in ms?",
      controls: [
        { name: "rate", label: "requests a second", least: 50, most: 500, step: 50, value: 100 },
        { name: "stall", label: "the stall lasts, ms", least: 0, most: 3000, step: 100, value: 1000 },
      ],
      run({ rate, stall }) {
        const found = omission({ rate, length: 20_000 * MS, service: MS, stall: [5000 * MS, (5000 + stall) * MS] });
        const line = (figures) => `median ${ms(figures.p50)}, p90 ${ms(figures.p90)}, p99 ${ms(figures.p99)}, longest ${ms(figures.max)}`;
        const dots = (which) => found.points.map((point) => [point[0] / 1e9, point[which] / MS]);
        return {
          answer: Math.round(found.corrected.p99 / MS),
          figures: [
            ["requests", number(found.corrected.count)],
            ["from when it was due", line(found.corrected)],
            ["from when it was sent", line(found.uncorrected)],
          ],
          drawing: diagram({
            title: "What each request took, counted from when it was due and from when it was sent",
            across: "due at, s", up: "ms", to: 20, most: Math.max(2, found.corrected.max / MS),
            series: [{ kind: "dots", points: dots(1) }, { kind: "dots", points: dots(2) }],
          }),
        };
      },
    },
  };

  function control(spec, name, changed) {
    const id = `${name}-${spec.name}`;
    if (spec.choices) {
      const select = element("select", { id }, ...spec.choices.map((value) => element("option", { value, selected: value === spec.value }, value)));
      select.addEventListener("change", changed);
      return { part: element("p", {}, element("label", { htmlFor: id }, spec.label + " "), select), value: () => select.value };
    }
    const range = element("input", { id, type: "range", min: spec.least, max: spec.most, step: spec.step || 1, value: spec.value });
    const shown = element("output", {}, String(spec.value));
    shown.setAttribute("for", id);
    range.addEventListener("input", () => {
      shown.textContent = range.value;
      changed();
    });
    return { part: element("p", {}, element("label", { htmlFor: id }, spec.label + " "), range, " ", shown), value: () => Number(range.value) };
  }

  function picture(place) {
    const name = place.dataset.picture;
    const { predict, controls, run } = PICTURES[name];
    const result = element("div", { className: "picture-result" });
    result.setAttribute("role", "status");
    const parts = controls.map((spec) => control(spec, name, () => result.replaceChildren()));
    const guess = element("input", { id: `${name}-guess`, type: "text", inputMode: "numeric", autocomplete: "off" });
    const form = element(
      "form", {},
      ...parts.map((part) => part.part),
      element("p", {}, element("label", { htmlFor: guess.id }, predict + " "), guess, " ", element("button", { type: "submit" }, "Compute")),
    );
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (guess.value.trim() === "") {
        result.replaceChildren(element("p", {}, "Predict first: write down a number, or a word."));
        guess.focus();
        return;
      }
      const settings = Object.fromEntries(controls.map((spec, index) => [spec.name, parts[index].value()]));
      const { answer, figures, drawing } = run(settings);
      const rows = figures.map(([label, value]) => element("tr", {}, element("th", { scope: "row" }, label), element("td", {}, value)));
      result.replaceChildren(
        element("p", {}, "You said ", element("strong", {}, guess.value.trim()), ". It is ", element("strong", {}, String(answer)), "."),
        element("table", {}, element("tbody", {}, ...rows)),
        drawing,
      );
    });
    place.replaceChildren(form, result);
  }

  document.querySelectorAll(".picture").forEach(picture);
})();
