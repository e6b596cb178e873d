"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const WORDS = ["info", "warning", "error"];
  const BARS = 8, STEP = 60;
  const [NOTE, RULE, RANK, SCHEMA, LINE, COLUMN, MESSAGE, SAFETY, FIX, BEFORE, HIT, AFTER, PRINT] = Array(13).keys();
  const by = id => document.getElementById(id);
  const number = n => n.toLocaleString("en");

  // What is kept in this browser; a page that is opened from a file may not be allowed to.
  const kept = {
    get(key) { try { return localStorage.getItem(key); } catch { return null; } },
    set(key, value) { try { localStorage.setItem(key, value); } catch { /* not kept then */ } },
  };

  const system = matchMedia("(prefers-color-scheme: dark)");
  let theme = kept.get("vaultlint-theme") || "system";
  const paint = () => { document.documentElement.dataset.theme = theme === "system" ? (system.matches ? "dark" : "light") : theme; };
  system.addEventListener("change", paint);
  by("theme").addEventListener("click", () => {
    const order = ["system", "light", "dark"];
    theme = order[(order.indexOf(theme) + 1) % 3];
    kept.set("vaultlint-theme", theme);
    by("theme").title = `Colours: ${theme}`;
    paint();
  });
  paint();
  if (!data.findings.length) return;

  const el = (tag, cls, ...children) => {
    const node = document.createElement(tag);
    if (cls) node.className = cls;
    node.append(...children);
    return node;
  };
  const svg = (tag, attributes) => {
    const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
    return node;
  };

  // The three ways to cut the findings up: of each its values, and the value of a finding.
  const DIMENSIONS = {
    rule: { names: data.rules.map(r => r[0]), of: f => f[RULE] },
    folder: { names: data.folders, of: f => data.notes[f[NOTE]][1] },
    schema: { names: data.schemas, of: f => f[SCHEMA] },
  };
  const state = { text: "", ranks: new Set([0, 1, 2]), fixable: false, hide: false, group: "note", rule: -1, folder: -1, schema: -1 };
  const store = `vaultlint-ticked:${data.vault}`;
  const ticked = new Set((kept.get(store) || "").split(",").filter(Boolean));
  const folded = [];
  const haystack = i => folded[i] ??= [data.notes[data.findings[i][NOTE]][0], data.findings[i][MESSAGE], ...data.findings[i].slice(BEFORE, PRINT), ...data.rules[data.findings[i][RULE]].slice(0, 2)].join("\n").toLowerCase().normalize("NFC");

  function matches(except) {
    const words = state.text.toLowerCase().normalize("NFC").split(/\s+/).filter(Boolean);
    return data.findings.filter((f, i) =>
      state.ranks.has(f[RANK]) && (!state.fixable || f[SAFETY]) && (!state.hide || !ticked.has(f[PRINT])) &&
      Object.entries(DIMENSIONS).every(([key, d]) => key === except || state[key] < 0 || d.of(f) === state[key]) &&
      words.every(word => haystack(i).includes(word)));
  }

  function label(key, value) {
    const node = el("span", "label");
    if (key === "rule") node.append(el("b", "", data.rules[value][0]), " ", el("span", "", data.rules[value][1]));
    else node.append(DIMENSIONS[key].names[value]);
    return node;
  }
  const open = new Set();
  function bars(key) {
    const target = by(key), { names, of } = DIMENSIONS[key];
    const counts = names.map(() => [0, 0, 0]);
    for (const f of matches(key)) if (of(f) >= 0) counts[of(f)][f[RANK]]++;
    const rows = counts.map((c, i) => [i, c, c[0] + c[1] + c[2]]).filter(([i, , sum]) => sum || i === state[key]);
    rows.sort((a, b) => b[2] - a[2] || a[0] - b[0]);
    const top = rows.length ? Math.max(rows[0][2], 1) : 1;
    const shown = open.has(key) ? rows : rows.filter(([i], n) => n < BARS || i === state[key]);
    const focused = document.activeElement?.closest(`#${key} .bar`)?.dataset.value;
    target.replaceChildren(...shown.map(([value, count, sum]) => {
      const row = el("button", "bar", label(key, value));
      const picture = svg("svg", { viewBox: "0 0 100 12", preserveAspectRatio: "none", "aria-hidden": "true" });
      let x = 0;
      for (const rank of [2, 1, 0]) {
        const width = count[rank] ? Math.max(100 * count[rank] / top, 0.8) : 0;
        if (width) picture.append(svg("rect", { class: WORDS[rank], x, y: 0, width, height: 12 }));
        x += width;
      }
      row.append(picture, el("span", "count", number(sum)));
      row.type = "button";
      row.dataset.value = value;
      row.title = `${row.firstChild.textContent}: ${[2, 1, 0].filter(r => count[r]).map(r => `${number(count[r])} ${WORDS[r]}${count[r] === 1 ? "" : "s"}`).join(", ")}`;
      row.setAttribute("aria-pressed", state[key] === value);
      row.addEventListener("click", () => { state[key] = state[key] === value ? -1 : value; draw(); });
      return row;
    }));
    target.classList.toggle("chosen", state[key] >= 0);
    if (rows.length > BARS) {
      const all = el("button", "all", open.has(key) ? "show fewer" : `show all ${number(rows.length)}`);
      all.type = "button";
      all.addEventListener("click", () => { open.has(key) ? open.delete(key) : open.add(key); bars(key); });
      target.append(all);
    }
    if (focused) target.querySelector(`[data-value="${focused}"]`)?.focus();
  }

  // Backticks are code. Everything that comes from the vault is put in as text.
  function words(parent, text) {
    const parts = text.split("`");
    if (parts.length % 2 === 0) parent.append(text);
    else parts.forEach((part, i) => part && parent.append(i % 2 ? el("code", "", part) : part));
    return parent;
  }
  function link(cls, uri, text, title) {
    const a = el("a", cls, text);
    a.href = uri;
    a.title = title;
    return a;
  }
  function item(f) {
    const [path, , uri] = data.notes[f[NOTE]], [code, slug, summary] = data.rules[f[RULE]];
    const row = el("div", `item ${WORDS[f[RANK]]}`), tick = el("input");
    row.tabIndex = -1;
    tick.type = "checkbox";
    tick.checked = ticked.has(f[PRINT]);
    tick.title = "tick off";
    tick.setAttribute("aria-label", `tick off: ${f[MESSAGE]}`);
    row.classList.toggle("ticked", tick.checked);
    tick.addEventListener("change", () => {
      tick.checked ? ticked.add(f[PRINT]) : ticked.delete(f[PRINT]);
      kept.set(store, [...ticked].join(","));
      row.classList.toggle("ticked", tick.checked);
      by("ticked").textContent = number(present());
    });
    const message = words(el("div", "message", el("em", "", WORDS[f[RANK]]), " "), f[MESSAGE]);
    const meta = el("div", "meta"), rule = el("span", "", `${code} ${slug}`);
    rule.title = summary;
    meta.append(state.group === "rule" ? link("", uri, path, "open in Obsidian") : rule);
    if (state.group !== "rule" && f[SCHEMA] >= 0) meta.append(` · schema ${data.schemas[f[SCHEMA]]}`);
    if (f[SAFETY]) meta.append(" · ", words(el("span", f[SAFETY] === 1 ? "fix" : "guess", f[SAFETY] === 1 ? "fix: " : "a guess: "), f[FIX]));
    const source = el("div", "source", f[BEFORE], el("mark", "", f[HIT]), f[AFTER]);
    row.append(tick, message, link("place", uri, `line ${number(f[LINE])}:${f[COLUMN]}`, "open in Obsidian"), meta);
    if (f[BEFORE] + f[HIT] + f[AFTER]) row.append(source);
    return row;
  }
  function head(f, count) {
    const node = el("h3");
    const sum = el("small", "sum", `${number(count)} finding${count === 1 ? "" : "s"}`);
    if (state.group === "rule") {
      node.append(el("span", "", `${data.rules[f[RULE]][0]} ${data.rules[f[RULE]][1]}`), sum);
      return node;
    }
    const [path, , uri] = data.notes[f[NOTE]], at = path.lastIndexOf("/");
    const name = el("span", "", link("", uri, path.slice(at + 1).replace(/\.md$/i, ""), "open in Obsidian"));
    if (at > 0) name.append(" ", el("small", "", path.slice(0, at)));
    node.append(name, sum);
    return node;
  }

  let found = [], at = 0, sizes = new Map();
  const groupOf = f => state.group === "rule" ? f[RULE] : f[NOTE];
  function sorted(list) {
    if (state.group === "path") return list;
    const weights = new Map();
    for (const f of list) {
      const w = weights.get(groupOf(f)) || [0, 0, 0];
      w[f[RANK]]++;
      weights.set(groupOf(f), w);
    }
    const order = [...weights.keys()].sort((a, b) => {
      const x = weights.get(a), y = weights.get(b);
      return y[2] - x[2] || y[1] - x[1] || y[0] - x[0] || a - b;
    });
    const place = new Map(order.map((key, i) => [key, i]));
    return list.map((f, i) => [place.get(groupOf(f)), i, f]).sort((a, b) => a[0] - b[0] || a[1] - b[1]).map(x => x[2]);
  }
  function more() {
    const list = by("list");
    for (const stop = Math.min(at + STEP, found.length); at < stop; at++) {
      const f = found[at], key = String(groupOf(f));
      let box = list.lastElementChild;
      if (!box || box.dataset.key !== key) {
        box = el("section", "group", head(f, sizes.get(groupOf(f))));
        box.dataset.key = key;
        list.append(box);
      }
      box.append(item(f));
    }
  }
  function about() {
    const card = by("about");
    card.hidden = state.rule < 0;
    if (state.rule < 0) return;
    const [code, slug, , prose] = data.rules[state.rule];
    card.replaceChildren(el("h3", "", `${code} ${slug}`));
    for (const paragraph of prose.split(/\n\s*\n/)) card.append(words(el("p"), paragraph.replace(/\s+/g, " ").trim()));
    card.append(el("p", "meta", "More: ", el("code", "", `vaultlint explain ${code}`)));
  }
  const present = () => data.findings.reduce((n, f) => n + ticked.has(f[PRINT]), 0);
  function draw() {
    found = sorted(matches());
    at = 0;
    sizes = new Map();
    for (const f of found) sizes.set(groupOf(f), (sizes.get(groupOf(f)) || 0) + 1);
    by("list").replaceChildren();
    const notes = new Set(found.map(f => f[NOTE])).size;
    by("shown").textContent = `${number(found.length)} of ${number(data.findings.length)} findings in ${number(notes)} note${notes === 1 ? "" : "s"}`;
    for (const key of Object.keys(DIMENSIONS)) bars(key);
    for (const tile of document.querySelectorAll("[data-rank]")) tile.setAttribute("aria-pressed", state.ranks.has(Number(tile.dataset.rank)));
    by("fixable").setAttribute("aria-pressed", state.fixable);
    by("hide").setAttribute("aria-pressed", state.hide);
    by("ticked").textContent = number(present());
    by("group").value = state.group;
    if (by("search").value !== state.text) by("search").value = state.text;
    by("reset").hidden = !isFiltered();
    about();
    more();
    remember();
  }
  const isFiltered = () => state.text || state.fixable || state.ranks.size < 3 || state.rule >= 0 || state.folder >= 0 || state.schema >= 0;
  function reset() { Object.assign(state, { text: "", ranks: new Set([0, 1, 2]), fixable: false, rule: -1, folder: -1, schema: -1 }); draw(); }

  // The address holds what is chosen, so that the next report at this address shows the same.
  function remember() {
    const words = new URLSearchParams();
    if (state.text) words.set("text", state.text);
    if (state.ranks.size < 3) words.set("severity", [...state.ranks].map(r => WORDS[r]).join(","));
    for (const key of ["fixable", "hide"]) if (state[key]) words.set(key, "1");
    if (state.group !== "note") words.set("show", state.group);
    for (const [key, d] of Object.entries(DIMENSIONS)) if (state[key] >= 0) words.set(key, d.names[state[key]]);
    try { history.replaceState(null, "", `#${words}`); } catch { /* some viewers forbid it */ }
  }
  function recall() {
    const words = new URLSearchParams(location.hash.slice(1));
    state.text = words.get("text") || "";
    if (words.has("severity")) state.ranks = new Set(words.get("severity").split(",").map(w => WORDS.indexOf(w)).filter(r => r >= 0));
    for (const key of ["fixable", "hide"]) state[key] = words.has(key);
    state.group = ["note", "path", "rule"].includes(words.get("show")) ? words.get("show") : "note";
    for (const [key, d] of Object.entries(DIMENSIONS)) state[key] = words.has(key) ? d.names.indexOf(words.get(key)) : -1;
  }

  let timer = 0;
  by("search").addEventListener("input", e => { clearTimeout(timer); timer = setTimeout(() => { state.text = e.target.value; draw(); }, 80); });
  by("group").addEventListener("change", e => { state.group = e.target.value; draw(); });
  for (const tile of document.querySelectorAll("[data-rank]")) tile.addEventListener("click", () => {
    const rank = Number(tile.dataset.rank);
    state.ranks.has(rank) ? state.ranks.delete(rank) : state.ranks.add(rank);
    draw();
  });
  for (const key of ["fixable", "hide"]) by(key).addEventListener("click", () => { state[key] = !state[key]; draw(); });
  by("reset").addEventListener("click", reset);
  addEventListener("keydown", e => {
    const typing = e.target.matches?.("input[type=search], select");
    if (e.key === "Escape") { reset(); document.activeElement.blur(); return; }
    if (typing || e.ctrlKey || e.metaKey || e.altKey) return;
    if (e.key === "/") { e.preventDefault(); by("search").focus(); by("search").select(); return; }
    const here = document.activeElement.closest?.(".item");
    if (e.key === "j" || e.key === "k") {
      let items = [...document.querySelectorAll(".item")];
      const i = here ? items.indexOf(here) + (e.key === "j" ? 1 : -1) : 0;
      if (i === items.length && at < found.length) { more(); items = [...document.querySelectorAll(".item")]; }
      const next = items[i];
      next?.focus({ preventScroll: true });
      next?.scrollIntoView({ block: "center" });
    } else if (here && e.key === "x" && !e.target.matches("input")) here.querySelector("input").click();
    else if (here === e.target && e.key === "Enter") here.querySelector(".place").click();
  });
  new IntersectionObserver(entries => { if (entries.some(e => e.isIntersecting)) { const step = () => { if (at < found.length && by("more").getBoundingClientRect().top < innerHeight + 600) { more(); requestAnimationFrame(step); } }; step(); } }, { rootMargin: "600px" }).observe(by("more"));
  addEventListener("beforeprint", () => { while (at < found.length) more(); });
  addEventListener("hashchange", () => { recall(); draw(); });
  recall();
  draw();
})();
