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
    if (key !== "scheme" && toc && window.matchMedia) toc.open = beside();
  }
  function mark() {
    all("[data-zb-set]").forEach(function (b) {
      var s = b.getAttribute("data-zb-set").split(":");
      /* the elder switch changes its words instead */
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
    function byHand() {                                  /* no clipboard object */
      var t = d.createElement("textarea"), ok = false;
      t.value = text; t.setAttribute("readonly", ""); t.className = "zb-sr"; d.body.appendChild(t); t.select();
      try { ok = d.execCommand("copy"); } catch (e) { ok = false; }
      d.body.removeChild(t);
      if (ok) done(); else toast("请长按复制：" + text);
    }
    if (navigator.clipboard && window.isSecureContext) navigator.clipboard.writeText(text).then(done, byHand); else byHand();
  }

  d.addEventListener("click", function (e) {
    var b = e.target.closest && e.target.closest("[data-zb-set],[data-zb-copy],[data-zb-open],[data-zb-close],[data-zb-print]");
    closePanels(e.target);
    if (!b) return;
    if (b.hasAttribute("data-zb-set")) {
      var s = b.getAttribute("data-zb-set").split(":");
      choose(s[0], s[0] === "mode" && current("mode") === s[1] ? plain.mode : s[1]);
    } else if (b.hasAttribute("data-zb-copy")) copy(b.getAttribute("data-zb-copy") || location.href.split("#")[0]);
    else if (b.hasAttribute("data-zb-print")) window.print();
    else if (b.hasAttribute("data-zb-close")) b.closest("dialog").close();
    else {                                               /* without <dialog> the link works */
      var dlg = d.getElementById(b.getAttribute("data-zb-open"));
      if (!dlg || !dlg.showModal) return;
      e.preventDefault();
      dlg.showModal();
    }
  });

  /* ---------- search: loaded when a box has the focus, or comes with words ---------- */
  var here = d.currentScript.src, panel = d.querySelector("[data-zb-seek=panel]"), seeker = d.querySelector("[data-zb-seeker]"), own = d.querySelector("main [data-zb-seek]");
  function load(e) {
    if (e && (!e.target.closest || !e.target.closest("[data-zb-seek]"))) return;
    d.removeEventListener("focusin", load);
    if (window.zbFind) return;
    var s = d.createElement("script"); s.src = here.replace("zb.js", "zb-search.js"); d.head.appendChild(s);
  }
  function seek(open) {
    if (own && open) return own.querySelector("input").focus();
    if (panel.hidden === !open) return;
    panel.hidden = !open; seeker.setAttribute("aria-expanded", String(open));
    if (open) panel.querySelector("input").focus();
  }
  if (panel) {
    d.addEventListener("focusin", load);
    if (own && own.getAttribute("data-zb-seek") === "lost") load();
    seeker.addEventListener("click", function (e) { e.preventDefault(); seek(panel.hidden); });
    d.addEventListener("click", function (e) { if (!panel.contains(e.target) && !seeker.contains(e.target)) seek(false); });
    d.addEventListener("keydown", function (e) {
      var t = e.target, typing = /^(INPUT|TEXTAREA|SELECT)$/.test(t.tagName);
      if (/^Esc/.test(e.key) && !panel.hidden) { seek(false); seeker.focus(); }
      if (e.key === "/" && !typing && !e.ctrlKey && !e.metaKey && !e.altKey) { e.preventDefault(); seek(true); }
    });
  }

  /* ---------- menu and settings panels close when one looks elsewhere ---------- */
  function closePanels(but) {
    all("details.zb-menu[open], details.zb-prefs[open]").forEach(function (p) { if (!but || !p.contains(but)) p.open = false; });
  }
  d.addEventListener("keydown", function (e) {
    if (e.key !== "Escape" && e.key !== "Esc") return;
    all("details.zb-menu[open], details.zb-prefs[open]").forEach(function (p) { p.open = false; p.querySelector("summary").focus(); });
  });

  /* ---------- table of contents: open where it stands beside the text; the part being read is marked ---------- */
  var toc = d.querySelector(".zb-toc");
  function beside() { return matchMedia("(min-width: 64em)").matches && current("mode") !== "elder" && current("text") !== "larger"; }
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

  all("dialog.zb-dialog").forEach(function (g) { g.addEventListener("click", function (e) { if (e.target === g) g.close(); }); });

  /* ---------- filter over what stands on the page: every word must occur ---------- */
  all("[data-zb-filter]").forEach(function (inp) {
    var rows = all(inp.getAttribute("data-zb-filter")), out = d.getElementById(inp.getAttribute("aria-describedby")),
      none = d.getElementById(inp.getAttribute("data-zb-none") || "zb-none"), groups = all("[data-zb-group]"), jumps = all(".zb-jump a"), first = out ? out.textContent : "";
    function fold(t) { return t.toLowerCase().replace(/[\uff01-\uff5e]/g, function (c) { return String.fromCharCode(c.charCodeAt(0) - 65248); }); }
    var texts = rows.map(function (r) { return fold(r.textContent).replace(/\s/g, ""); });
    function run() {
      var words = fold(inp.value).split(/\s+/).filter(Boolean), n = 0;
      rows.forEach(function (r, i) {
        var hit = words.every(function (w) { return texts[i].indexOf(w) >= 0; });
        r.hidden = !hit; n += hit ? 1 : 0;
      });
      groups.forEach(function (g) { g.hidden = !rows.some(function (r) { return !r.hidden && g.contains(r); }); });
      jumps.forEach(function (a) {
        var to = d.getElementById(a.getAttribute("href").slice(1)), group = to && to.closest("[data-zb-group]");
        a.parentNode.hidden = Boolean(group && group.hidden);
      });
      if (out) out.textContent = words.length ? "“" + inp.value + "”：找到 " + n + " 项" : first;
      if (none) none.hidden = n > 0;
    }
    inp.addEventListener("input", run);
    if (inp.value) run();                                                /* the browser kept the words */
  });

  /* ---------- what turns with the day in Shanghai (UTC+8): the page may be older ---------- */
  function phrases(n, parts) {                           /* lines break between */
    if (n.textContent === parts.join("")) return;
    n.textContent = "";
    parts.forEach(function (p) { var s = d.createElement("span"); s.className = "zb-nb"; s.textContent = p; n.appendChild(s); });
  }
  function turn() {
    var now = Date.now(), today = new Date(now + 288e5).toISOString().slice(0, 10);
    function days(from) { return Math.round((Date.parse(today) - Date.parse(from)) / 864e5); }
    /* what a thing says from which day on is on the page */
    function turned(kind, say) {
      all("[data-zb-" + kind + "]").forEach(function (n) {
        var told = JSON.parse(n.getAttribute("data-zb-turns")).filter(function (t) { return t[0] <= today; }).pop();
        if (told) say(n, told);
      });
    }
    turned("status", function (n, t) { n.className = "zb-status zb-status--" + t[1]; n.textContent = t[2]; });
    turned("word", function (n, t) { n.textContent = t[1]; });
    turned("stage", function (n, t) {
      var is = t[1] === "now", name = n.querySelector(".zb-timeline__name"), tag = n.querySelector(".zb-timeline__tag");
      n.className = t[1] === "ahead" ? "" : "is-" + t[1];
      if (is) n.setAttribute("aria-current", "step"); else n.removeAttribute("aria-current");
      if (tag && !is) name.removeChild(tag);
      if (!tag && is) { tag = d.createElement("span"); tag.className = "zb-timeline__tag"; tag.textContent = "现在"; name.insertBefore(tag, name.firstChild); }
    });
    turned("deadline", function (n, t) {
      var last = t[3], left = last ? -days(last) : -1, past = Boolean(last) && left < 0, work = left > 0 && +t[4].split(",")[left], box = n.querySelector("[data-zb-slot=left]"), b = d.createElement("b"), time;
      function slot(name) { return n.querySelector("[data-zb-slot=" + name + "]"); }
      n.classList.toggle("zb-deadline--past", past);
      slot("what").textContent = past ? t[1] + "，已截止" : left > 0 ? "距" + t[1] + "截止" : t[1] + (last ? "" : "截止");
      box.hidden = left < 0;
      b.textContent = work || left || "今天";
      box.textContent = left > 0 ? "还有" : "";
      if (!box.hidden) { box.appendChild(b); box.appendChild(d.createTextNode(left ? work ? "个工作日" : "天" : "截止")); }
      time = d.createElement(last ? "time" : "span");
      if (last) time.setAttribute("datetime", last);
      time.textContent = t[2];
      slot("printed").textContent = "";
      slot("printed").appendChild(time);
      slot("today").textContent = today.replace(/^(\d+)-0?(\d+)-0?(\d+)$/, "$1年$2月$3日");
    });
    all("[data-zb-objection]").forEach(function (b) {
      var first = b.getAttribute("data-zb-first"), last = b.getAttribute("data-zb-last"), day = days(first),
        left = +(b.getAttribute("data-zb-left").split(",")[day] || 0), title = b.querySelector("[data-zb-slot=title]");
      phrases(title, today < first ? ["公示还没有开始"] : today > last ? ["公示期已满，", "等待正式公布"] : [left ? "公示期还有" + left + "个工作日，" : "公示中，", "名单尚未最终确定"]);
      b.classList.toggle("zb-banner--past", today > last);
    });
    all("[data-zb-span]").forEach(function (s) {
      var first = Date.parse(s.getAttribute("data-zb-first")), last = Date.parse(s.getAttribute("data-zb-last"));
      if (/T23:59/.test(s.getAttribute("data-zb-last"))) last += 6e4;      /* a day ends with its last minute */
      var phase = now < first ? "ahead" : now >= last ? "past" : "open";
      s.setAttribute("data-zb-phase", phase);
      all("[data-zb-when]", s).forEach(function (w) { w.hidden = w.getAttribute("data-zb-when") !== phase; });
    });
  }
  if (d.querySelector("[data-zb-objection], [data-zb-span], [data-zb-turns]")) {
    turn();
    d.addEventListener("visibilitychange", turn);        /* a page left open over night */
  }

  /* ---------- WeChat saves no file: said once in each part of a page that hands one out ---------- */
  window.zbHint = function (at) {
    if (/MicroMessenger/i.test(navigator.userAgent)) all(".zb-file, [data-zb-download]", at).forEach(hint);
  };
  function hint(a) {
    var part = a.closest("section, aside, header, .zb-wrap") || d.body, beside = a.parentNode === part ? a : a.parentNode, n;
    if (part.querySelector(".zb-wechat")) return;
    n = d.createElement("p");
    n.className = "zb-wechat";
    n.textContent = "微信里不能直接下载，请点右上角“…”选择在浏览器打开";
    beside.parentNode.insertBefore(n, beside.nextSibling);
  }
  window.zbHint();

  /* ---------- one sound at a time ---------- */
  d.addEventListener("play", function (e) { all("audio, video").forEach(function (m) { if (m !== e.target) m.pause(); }); }, true);
})();
