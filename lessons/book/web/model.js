// What the pictures compute: the simulation of capstone::client, number for number. Times are whole nanoseconds, as there;
// a test holds the two against each other. It draws nothing and knows no page.
(function (root) {
  "use strict";

  const MASK = (1n << 64n) - 1n;
  const MS = 1e6;

  // SplitMix64, as capstone::client::Random.
  class Random {
    constructor(seed) {
      this.state = BigInt(seed);
    }

    next() {
      this.state = (this.state + 0x9e3779b97f4a7c15n) & MASK;
      let z = this.state;
      z = ((z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n) & MASK;
      z = ((z ^ (z >> 27n)) * 0x94d049bb133111ebn) & MASK;
      return z ^ (z >> 31n);
    }

    below(limit) {
      return Number((this.next() * BigInt(limit)) >> 64n);
    }
  }

  // Workers and a bounded queue: who is admitted is told at once when it will be done.
  class VirtualServer {
    constructor({ workers, queue, service, stall = [0, 0] }) {
      Object.assign(this, { workers, queue, service, stall });
      this.done = [];
      this.first = 0; // those before it have been done
    }

    admit(now) {
      while (this.first < this.done.length && this.done[this.first] <= now) {
        this.first += 1;
      }
      const admitted = this.done.length - this.first;
      if (admitted === this.workers + this.queue) {
        return null;
      }
      let begin = admitted < this.workers ? now : this.done[this.first + admitted - this.workers];
      if (begin >= this.stall[0] && begin < this.stall[1]) {
        begin = this.stall[1];
      }
      const done = begin + this.service;
      this.done.push(done);
      return done;
    }
  }

  // The policy that all clients share: limit, backoff, budget, and the source of the jitter.
  class Retries {
    constructor({ limit, first = 10 * MS, cap = 1000 * MS, jitter = true, budget = null, seed = 1 }) {
      Object.assign(this, { limit, first, cap, jitter, budget });
      this.hundredths = 1000;
      this.random = new Random(seed);
    }

    firstAttempt() {
      if (this.budget !== null) {
        this.hundredths = Math.min(this.hundredths + this.budget, 1000);
      }
    }

    // How long to wait before the next attempt; null if the request has failed.
    nextWait(client) {
      if (client.retries >= this.limit) {
        return null;
      }
      if (this.budget !== null) {
        if (this.hundredths < 100) {
          return null;
        }
        this.hundredths -= 100;
      }
      client.retries += 1;
      const ceiling = Math.min(this.first * Math.min(2 ** (client.retries - 1), 2 ** 32 - 1), this.cap);
      return this.jitter ? this.random.below(ceiling + 1) : ceiling;
    }
  }

  // Who sends next: the earliest, and of two at the same time the one with the smaller number.
  class Sends {
    constructor() {
      this.heap = [];
    }

    static before(one, other) {
      return one[0] < other[0] || (one[0] === other[0] && one[1] < other[1]);
    }

    push(send) {
      const heap = this.heap;
      let at = heap.push(send) - 1;
      while (at > 0) {
        const above = (at - 1) >> 1;
        if (!Sends.before(heap[at], heap[above])) {
          break;
        }
        [heap[at], heap[above]] = [heap[above], heap[at]];
        at = above;
      }
    }

    pop() {
      const heap = this.heap;
      const first = heap[0];
      const last = heap.pop();
      if (heap.length > 0 && first !== undefined) {
        heap[0] = last;
        for (let at = 0; ; ) {
          const [left, right] = [2 * at + 1, 2 * at + 2];
          let least = at;
          if (left < heap.length && Sends.before(heap[left], heap[least])) {
            least = left;
          }
          if (right < heap.length && Sends.before(heap[right], heap[least])) {
            least = right;
          }
          if (least === at) {
            break;
          }
          [heap[at], heap[least]] = [heap[least], heap[at]];
          at = least;
        }
      }
      return first;
    }
  }

  const ROUND_TRIP = 500_000;

  // capstone::client::Simulation, with the same defaults.
  function simulate(plan, policy) {
    const { clients, requests = Infinity, think = 0, timeout = 5000 * MS, workers = 4, queue = 64, service = 10 * MS } = plan;
    const { stall = [0, 0], length = 60_000 * MS, seed = 1 } = plan;
    const random = new Random(seed);
    const retries = new Retries(policy);
    const server = new VirtualServer({ workers, queue, service, stall });
    const report = { attempts: 0, busy: 0, late: 0, failed: 0, slowest: 0 };
    report.served = new Array(clients).fill(0);
    report.goodput = new Array(Math.ceil(length / 1e9)).fill(0);
    const upTo = (limit) => random.below(limit + 1);
    const pause = () => upTo(think * 2);
    const all = Array.from({ length: clients }, () => ({ unbegun: requests, begun: null, retries: 0 }));

    function ask(now) {
      const trip = ROUND_TRIP / 2 + upTo(ROUND_TRIP);
      const done = server.admit(now);
      if (done === null) {
        return ["busy", now + trip];
      }
      const heard = done + trip;
      return heard - now > timeout ? ["late", now + timeout] : ["served", heard];
    }

    // When the client sends again; null if it does not.
    function attempt(now, index) {
      const client = all[index];
      if (client.begun === null) {
        if (client.unbegun === 0) {
          return null;
        }
        client.unbegun -= 1;
        client.begun = now;
        client.retries = 0;
        retries.firstAttempt();
      }
      const [answer, heard] = ask(now);
      report.attempts += 1;
      if (answer === "served") {
        if (heard < length) {
          report.served[index] += 1;
          report.goodput[Math.floor(heard / 1e9)] += 1;
          report.slowest = Math.max(report.slowest, heard - client.begun);
          client.begun = null;
        }
        return heard + pause();
      }
      report[answer] += 1;
      const wait = retries.nextWait(client);
      if (wait === null) {
        client.begun = null;
        report.failed += 1;
      }
      return heard + (wait === null ? pause() : wait);
    }

    const sends = new Sends();
    for (let index = 0; index < clients; index += 1) {
      const [one, other] = [pause(), pause()];
      sends.push([Math.min(one, other), index]);
    }
    for (let send = sends.pop(); send !== undefined && send[0] < length; send = sends.pop()) {
      const next = attempt(send[0], send[1]);
      if (next !== null) {
        sends.push([next, send[1]]);
      }
    }
    for (const client of all.filter((client) => client.begun !== null)) {
      report.slowest = Math.max(report.slowest, Math.max(0, length - client.begun));
    }
    return report;
  }

  // Arrivals that do not wait for each other, at a queue: any gap from zero to twice the mean one.
  function queue({ gap, workers, queue: room, service, length, seed = 1 }) {
    const random = new Random(seed);
    const server = new VirtualServer({ workers, queue: room, service });
    const figures = { arrived: 0, admitted: 0, refused: 0, waited: 0, longest: 0, stayed: 0, length };
    const points = [];
    for (let now = random.below(2 * gap + 1); now < length; now += random.below(2 * gap + 1)) {
      figures.arrived += 1;
      const done = server.admit(now);
      if (done === null) {
        figures.refused += 1;
        points.push([now, null]);
      } else {
        const wait = done - service - now;
        figures.admitted += 1;
        figures.waited += wait;
        figures.longest = Math.max(figures.longest, wait);
        figures.stayed += done - now;
        points.push([now, wait]);
      }
    }
    return { ...figures, points };
  }

  // An open loop on one connection against a server that stands still for a while: what each request took, counted from
  // when it was due, and from when it was sent.
  function omission({ rate, length, service, stall }) {
    const [corrected, uncorrected, points] = [[], [], []];
    let free = 0;
    for (let number = 0; ; number += 1) {
      const due = Math.round((number / rate) * 1e9);
      if (due >= length) {
        break;
      }
      const sent = Math.max(due, free);
      const begin = sent >= stall[0] && sent < stall[1] ? stall[1] : sent;
      free = begin + service;
      corrected.push(free - due);
      uncorrected.push(free - sent);
      points.push([due, free - due, free - sent]);
    }
    return { corrected: percentiles(corrected), uncorrected: percentiles(uncorrected), points };
  }

  function percentiles(values) {
    const sorted = values.slice().sort((one, other) => one - other);
    // Of n values that with the number ceil(p n / 100), in whole numbers.
    const at = (percent) => sorted[Math.floor((percent * sorted.length + 99) / 100) - 1];
    return { count: sorted.length, p50: at(50), p90: at(90), p99: at(99), max: sorted[sorted.length - 1] };
  }

  // The universal scalability law, as benchmarks/src/month/usl.rs.
  function throughput({ lambda, sigma, kappa }, workers) {
    const others = workers - 1;
    return (lambda * workers) / (1 + sigma * others + kappa * workers * others);
  }

  function peak({ sigma, kappa }) {
    return kappa > 0 && sigma < 1 ? Math.sqrt((1 - sigma) / kappa) : null;
  }

  function jain(shares) {
    let [sum, squares] = [0, 0];
    for (const share of shares) {
      sum += share;
      squares += share * share;
    }
    return sum > 0 ? (sum * sum) / (shares.length * squares) : 1;
  }

  root.Model = { MS, Random, simulate, queue, omission, throughput, peak, jain };
})(typeof window === "undefined" ? globalThis : window);
