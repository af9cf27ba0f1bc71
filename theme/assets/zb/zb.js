/* Helps only: every page reads, links, dials and prints without it. ES5, no dependency, no request. */
(function () {
  var d = document, root = d.documentElement;
  function all(sel, at) { return [].slice.call((at || d).querySelectorAll(sel)); }

  /* ---------- reading settings: text:large, scheme:dark, mode:elder ---------- */
  var plain = { text: "normal", scheme: "auto", mode: "normal" };
  function current(key) { return root.getAttribute("data-zb-" + key) || plain[key]; }
  function choose(key, value) {
    if (value === plain[key]) root.removeAttribute("data-zb-" + key); else root.setAttribute("data-zb-" + key, value);
    try { if (value === plain[key]) localStorage.removeItem("zb-" + key); else localStorage.setItem("zb-" + key, value); } catch (e) { /* kept for this page only */ }
    mark();
    if (key === "mode" && toc && window.matchMedia) toc.open = beside();
  }
  function mark() {
    all("[data-zb-set]").forEach(function (b) {
      var s = b.getAttribute("data-zb-set").split(":");
      /* the elder switch changes its words instead: a button that says both would say too much */
      if (s[0] !== "mode") b.setAttribute("aria-pressed", String(current(s[0]) === s[1]));
    });
  }
  mark();

  function toast(text) {
    var n = d.createElement("p");
    n.className = "zb-toast"; n.setAttribute("role", "status");
    d.body.appendChild(n); n.textContent = text;
    setTimeout(function () { d.body.removeChild(n); }, 2400);
  }
  function copy(text) {
    function done() { toast("已复制：" + text); }
    function byHand() {                                  /* plain http and old phones have no clipboard object */
      var t = d.createElement("textarea"), ok = false;
      t.value = text; t.setAttribute("readonly", ""); t.className = "zb-sr"; d.body.appendChild(t); t.select();
      try { ok = d.execCommand("copy"); } catch (e) { ok = false; }
      d.body.removeChild(t);
      if (ok) done(); else toast("请长按复制：" + text);
    }
    if (navigator.clipboard && window.isSecureContext) navigator.clipboard.writeText(text).then(done, byHand); else byHand();
  }

  d.addEventListener("click", function (e) {
    var b = e.target.closest && e.target.closest("[data-zb-set],[data-zb-copy],[data-zb-open],[data-zb-close],[data-zb-print],[data-zb-light],[data-zb-step]");
    closePanels(e.target);
    if (!b) return;
    if (b.hasAttribute("data-zb-set")) {
      var s = b.getAttribute("data-zb-set").split(":");
      choose(s[0], s[0] === "mode" && current("mode") === s[1] ? plain.mode : s[1]);
    } else if (b.hasAttribute("data-zb-copy")) copy(b.getAttribute("data-zb-copy") || location.href.split("#")[0]);
    else if (b.hasAttribute("data-zb-print")) window.print();
    else if (b.hasAttribute("data-zb-close")) b.closest("dialog").close();
    else if (b.hasAttribute("data-zb-step")) step(+b.getAttribute("data-zb-step"));
    else {                                               /* where <dialog> is unknown the link below goes on working */
      var dlg = d.getElementById(b.getAttribute("data-zb-open") || "zb-light");
      if (!dlg || !dlg.showModal) return;
      e.preventDefault();
      if (b.hasAttribute("data-zb-light")) show(b);
      dlg.showModal();
    }
  });

  /* ---------- menu and settings panels close when one looks elsewhere ---------- */
  function closePanels(but) {
    all("details.zb-menu[open], details.zb-prefs[open]").forEach(function (p) { if (!but || !p.contains(but)) p.open = false; });
  }
  d.addEventListener("keydown", function (e) {
    if (e.key !== "Escape" && e.key !== "Esc") return;
    all("details.zb-menu[open], details.zb-prefs[open]").forEach(function (p) { p.open = false; p.querySelector("summary").focus(); });
  });

  /* ---------- table of contents: open where it stands beside the text (not in the elder mode, which is one column), the part being read is marked ---------- */
  var toc = d.querySelector(".zb-toc");
  function beside() { return matchMedia("(min-width: 64em)").matches && current("mode") !== "elder"; }
  if (toc && window.matchMedia) {
    if (beside()) toc.open = true;
    toc.addEventListener("click", function (e) { if (e.target.closest("a") && !beside()) toc.open = false; });
    var links = all("a[href^='#']", toc), parts = links.map(function (a) { return d.getElementById(decodeURIComponent(a.getAttribute("href").slice(1))); });
    if (window.IntersectionObserver && links.length) {
      var watch = new IntersectionObserver(function () {
        var at = 0;
        parts.forEach(function (p, i) { if (p && p.getBoundingClientRect().top < 160) at = i; });
        links.forEach(function (a, i) { if (i === at) a.setAttribute("aria-current", "true"); else a.removeAttribute("aria-current"); });
      }, { rootMargin: "-140px 0px -40% 0px", threshold: [0, 1] });
      parts.forEach(function (p) { if (p) watch.observe(p); });
    }
  }

  /* ---------- works seen large, one after the other ---------- */
  var light = d.getElementById("zb-light"), items = light ? all("[data-zb-light]") : [], at = 0;
  function show(b) {
    at = items.indexOf(b);
    var i = light.querySelector("img"), s = b.getAttribute("data-zb-light").split("|");
    i.src = s[0]; i.width = s[1]; i.height = s[2]; i.alt = s[3];
    light.querySelector("[data-zb-slot=title]").textContent = s[4];
    light.querySelector("[data-zb-slot=by]").textContent = s[5];
    light.querySelector("[data-zb-slot=count]").textContent = "第 " + (at + 1) + " 件，本页共 " + items.length + " 件有图";
    light.querySelector("[data-zb-slot=go]").href = b.closest("[data-zb-item]").querySelector("a[href]").getAttribute("href");
  }
  function step(n) { if (items.length) show(items[(at + n + items.length) % items.length]); }
  if (light) {
    light.addEventListener("keydown", function (e) { if (e.key === "ArrowRight") step(1); if (e.key === "ArrowLeft") step(-1); });
    var from = null;
    light.addEventListener("touchstart", function (e) { from = e.touches.length === 1 ? e.touches[0].clientX : null; }, { passive: true });
    light.addEventListener("touchend", function (e) {
      var by = from === null ? 0 : e.changedTouches[0].clientX - from;
      if (Math.abs(by) > 60) step(by < 0 ? 1 : -1);
      from = null;
    });
  }
  all("dialog.zb-dialog").forEach(function (g) { g.addEventListener("click", function (e) { if (e.target === g) g.close(); }); });

  /* ---------- filter over what stands on the page: every word must occur ---------- */
  all("[data-zb-filter]").forEach(function (inp) {
    var rows = all(inp.getAttribute("data-zb-filter")), out = d.getElementById(inp.getAttribute("aria-describedby")),
      none = d.getElementById(inp.getAttribute("data-zb-none") || "zb-none"), first = out ? out.textContent : "";
    function fold(t) { return t.toLowerCase().replace(/[\uff01-\uff5e]/g, function (c) { return String.fromCharCode(c.charCodeAt(0) - 65248); }); }
    var texts = rows.map(function (r) { return fold(r.textContent).replace(/\s/g, ""); });
    function run() {
      var words = fold(inp.value).split(/\s+/).filter(Boolean), n = 0;
      rows.forEach(function (r, i) {
        var hit = words.every(function (w) { return texts[i].indexOf(w) >= 0; });
        r.hidden = !hit; n += hit ? 1 : 0;
      });
      if (out) out.textContent = words.length ? "“" + inp.value + "”：找到 " + n + " 项" : first;
      if (none) none.hidden = n > 0;
    }
    inp.addEventListener("input", run);
    if (inp.value) run();                                /* back from a work: the browser kept the words */
  });

  /* ---------- one sound at a time ---------- */
  d.addEventListener("play", function (e) { all("audio, video").forEach(function (m) { if (m !== e.target) m.pause(); }); }, true);
})();
