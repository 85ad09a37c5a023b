/* What a page does: draws its charts, follows the choice of year and language. No request is ever made. */
(function () {
  "use strict";

  const html = document.documentElement;
  const root = document.currentScript.dataset.root;
  const documents = {}; // name of a chart -> its document
  const waiting = {}; // name of a chart -> elements that wait for it
  const LOCALES = {
    nl: { decimal: ",", thousands: ".", grouping: [3], currency: ["", " €"] },
    en: { decimal: ".", thousands: ",", grouping: [3], currency: ["€", ""] },
  };
  const FONT = getComputedStyle(html).fontFamily;
  const CONFIG = {
    font: FONT,
    background: null,
    view: { stroke: null },
    axis: {
      labelColor: "#3d4853", titleColor: "#54606c", titleFontWeight: "normal", titleFontSize: 11.5, labelFontSize: 11.5,
      gridColor: "#e6eaee", domainColor: "#9aa4ae", tickColor: "#9aa4ae", ticks: false, labelPadding: 6, titlePadding: 8,
    },
    axisBand: { grid: false },
    axisPoint: { grid: false },
    text: { font: FONT },
  };

  const language = () => html.dataset.lang;

  /* {nl, en} anywhere in a document becomes the text of the language */
  function localised(value) {
    if (Array.isArray(value)) return value.map(localised);
    if (value === null || typeof value !== "object") return value;
    if ("nl" in value && "en" in value) return value[language()];
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, localised(part)]));
  }

  function element(tag, className, text) {
    const made = document.createElement(tag);
    if (className) made.className = className;
    if (text) made.textContent = text;
    return made;
  }

  function shownYears(content, chart) {
    const year = document.getElementById("year");
    const beside = document.getElementById("beside");
    if (content.years.length < 2 || chart.classList.contains("thumb") || !year) return [content.report];
    return [...new Set([year.value, beside ? beside.value : ""])].filter(Boolean);
  }

  function thumbnail(spec) {
    const bare = { ...spec };
    if (bare.height && bare.height.step) bare.height = 112;
    else bare.height = undefined;
    const axis = { title: null };
    const strip = (encoding) => Object.fromEntries(Object.entries(encoding || {}).map(([key, channel]) =>
      [key, /^(x|y)$/.test(key) ? { ...channel, title: null, axis: channel.axis === null ? null : { ...channel.axis, ...axis, labelOverlap: true, labelLimit: 74, tickCount: 3 } } : channel]));
    bare.encoding = strip(bare.encoding);
    bare.layer = bare.layer.filter((layer) => layer.mark.type !== "text")
      .map((layer) => ({ ...layer, encoding: Object.fromEntries(Object.entries(strip(layer.encoding)).filter(([key]) => key !== "tooltip")) }));
    return bare;
  }

  async function draw(chart) {
    const content = documents[chart.dataset.figure];
    const thumb = chart.classList.contains("thumb");
    let spec = localised(content.spec);
    if (thumb) {
      spec = thumbnail(spec);
      spec.height = (chart.classList.contains("tall") ? 200 : 140) - 24;
    } else if (chart.classList.contains("small")) spec.height = 220;
    const rows = localised(content.rows);
    const years = shownYears(content, chart);
    const across = Boolean(content.spec.height && content.spec.height.step);
    const drawing = (chart.drawing = {}); // a later drawing overtakes this one
    const all = element("span", "of-years" + (years.length > 1 ? " two" : "") + (content.panels.length < 2 ? " narrow" : ""));
    const views = [];
    for (const year of years) {
      const ofYear = element("div", "of-year");
      if (year && !thumb) ofYear.append(element("h3", "", year));
      const panels = element("div", "panels" + (across ? " across" : ""));
      for (const panel of thumb ? content.panels.slice(0, 1) : content.panels) {
        const values = rows.filter((row) => row.y === year && row.p === panel.key);
        if (!values.length) continue;
        const figure = element("figure", "panel");
        const title = localised(panel.title);
        // a thumbnail has one panel and one year of several: it says which
        const small = [title, year, ...localised(content.pooled || [])].filter(Boolean).join(", ");
        if (thumb ? small : title) figure.append(element("figcaption", "", thumb ? small : title));
        const view = element("div", "view");
        const told = [localised(content.title), title, year].filter(Boolean).join(", ");
        view.setAttribute("role", "img");
        view.setAttribute("aria-label", told + ". " + (content.reading ? localised(content.reading) : ""));
        // Vega gives its own container a role and a label; the one around it speaks for the whole
        const inner = element("div");
        view.append(inner);
        figure.append(view);
        panels.append(figure);
        // a fixed height per bar; a chart that fits its width cannot have a height in steps
        const bars = new Set(values.map((row) => row.x)).size;
        views.push([inner, { ...spec, height: spec.height.step ? bars * spec.height.step : spec.height, data: { values } }]);
      }
      ofYear.append(panels);
      all.append(ofYear);
    }
    chart.replaceChildren(all);
    for (const [view, drawn] of views) {
      if (chart.drawing !== drawing) return;
      await window.vegaEmbed(view, drawn, {
        actions: false, renderer: "svg", config: CONFIG, formatLocale: LOCALES[language()], tooltip: thumb ? false : { theme: "wpl" },
      });
    }
    if (chart.drawing === drawing) chart.dataset.drawn = [language(), ...years].join(" ");
  }

  function want(chart) {
    const name = chart.dataset.figure;
    if (documents[name]) return draw(chart);
    if (waiting[name]) return waiting[name].push(chart);
    waiting[name] = [chart];
    if (!document.querySelector(`script[src$="data/${name}.js"]`)) {
      const script = element("script");
      script.src = `${root}data/${name}.js`;
      document.head.append(script);
    }
    return undefined;
  }

  window.wpl = {
    figure(name, content) {
      documents[name] = content;
      (waiting[name] || []).splice(0).forEach(draw);
    },
  };

  function redraw() {
    document.querySelectorAll(".chart").forEach((chart) => documents[chart.dataset.figure] && chart.drawing && draw(chart));
  }

  function numbers() {
    const locale = language() === "nl" ? "nl-BE" : "en-GB";
    const made = {};
    const formatter = (form) => (made[form] ||= new Intl.NumberFormat(locale,
      form === "share" ? { signDisplay: "negative", style: "percent", minimumFractionDigits: 1, maximumFractionDigits: 1 }
        : { signDisplay: "negative", minimumFractionDigits: Number(form) || 0, maximumFractionDigits: Number(form) || 0 }));
    document.querySelectorAll("[data-f]").forEach((shown) => {
      shown.textContent = formatter(shown.dataset.f).format(Number(shown.dataset.v)).replace(/\s/g, "");
    });
  }

  function speak(to) {
    html.dataset.lang = html.lang = to;
    try { localStorage.setItem("wpl-lang", to); } catch (e) { /* then it is not remembered */ }
    follow();
    redraw();
  }

  /* what CSS cannot switch: labels, options, numbers */
  function follow() {
    const to = language();
    document.querySelectorAll("[data-set-lang]").forEach((button) => button.setAttribute("aria-pressed", String(button.dataset.setLang === to)));
    document.querySelectorAll("option[data-nl]").forEach((option) => { option.textContent = option.dataset[to]; });
    document.querySelectorAll("[data-nl-label]").forEach((labelled) => labelled.setAttribute("aria-label", labelled.dataset[to + "Label"]));
    numbers();
    const heading = document.querySelector("h1");
    if (heading) document.title = heading.innerText + " – Werkplekleren";
  }

  function choose() {
    const chosen = ["year", "beside"].map((id) => document.getElementById(id)).filter(Boolean).map((select) => select.value);
    document.querySelectorAll("tbody[data-year]").forEach((body) => { body.hidden = !chosen.includes(body.dataset.year); });
    redraw();
  }

  function filter() {
    const wanted = new Set([...document.querySelectorAll("[data-filter]:checked")].map((box) => box.dataset.filter));
    document.querySelectorAll("tr[data-status]").forEach((row) => { row.hidden = !wanted.has(row.dataset.status); });
  }

  if (language() === "en") follow();
  document.querySelectorAll("[data-set-lang]").forEach((button) => button.addEventListener("click", () => speak(button.dataset.setLang)));
  document.querySelectorAll("#year, #beside").forEach((select) => select.addEventListener("change", choose));
  document.querySelectorAll("[data-filter]").forEach((box) => box.addEventListener("change", filter));
  const unstarted = new Set(document.querySelectorAll(".chart"));
  const start = (chart) => unstarted.delete(chart) && want(chart);
  const near = new IntersectionObserver((entries) => entries.filter((entry) => entry.isIntersecting)
    .forEach((entry) => start(entry.target)), { rootMargin: "300px" });
  unstarted.forEach((chart) => near.observe(chart));
  // what is out of sight comes when there is time, so that a printed page has it too
  const soon = window.requestIdleCallback || ((next) => setTimeout(next, 50));
  const later = () => {
    const [chart] = unstarted;
    if (!chart) return;
    start(chart);
    soon(later);
  };
  soon(later);
  window.addEventListener("beforeprint", () => unstarted.forEach(start));
})();
