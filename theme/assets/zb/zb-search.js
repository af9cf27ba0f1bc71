/* The search: exact words over an index in parts (shard.py), loaded once a box has the focus. ES5. */
(function () {
  var d = document, root = d.currentScript.src.replace(/assets\/zb\/[^\/]*$/, ""), file = location.protocol === "file:" ? "index.html" : "",
    KINDS = ["通知", "子项目", "联系人", "作品"], FEW = 3, FIRST = 8, MORE = 20, DASH = "[-\\u2010-\\u2015\\u2212\\uff0d]", order, shards = {}, loaded = 0, failed = [], begun, boxes = [], later, seen,
    number = new RegExp("(0\\d{2,3}" + DASH + "+\\d{4}|[48]00" + DASH + "\\d{3,4}" + DASH + ")\\d{3,4}(转\\d+)?", "g"), begins = new RegExp("^(0\\d{2,3}|[48]00)" + DASH + "+(?=\\d)"), dash = new RegExp(DASH + "+", "g");

  function fold(t) {
    t = t.normalize ? t.normalize("NFKC") : t.replace(/[\uff01-\uff5e]/g, function (c) { return String.fromCharCode(c.charCodeAt(0) - 65248); });
    return t.toLowerCase().replace(/[^\S\n]+/g, "");
  }
  /* a number is there with hyphens and without */
  function text(t) { t = fold(t); return [t].concat(t.match(number) || []).map(function (n, i) { return i ? n.replace(dash, "") : n; }).join("\n"); }
  function wordsOf(q) {
    return q.split(/\s+/).map(fold).filter(Boolean).map(function (w) { return begins.test(w) ? [w, w.replace(dash, "")] : [w]; });
  }
  function has(text, ways) { return ways.some(function (w) { return text.indexOf(w) >= 0; }); }
  /* two initials and more, from a name's front */
  function front(ways, y) { return /^[a-z]{2,9}$/.test(ways[0]) && ways[0].split("").map(function (l) { return y[l] || "(?!)"; }).join("·*"); }
  function called(name, ways, y) { var f = front(ways, y); return f && new RegExp("^" + f).test(name); }

  /* folded once; s.e: where the lines of works end */
  function prepare(s, row) {
    var w = s.w, y = {}, at = -1;
    s.y.replace(/\S+/g, function (one) { y[one.charAt(0)] = "(?:" + one.match(/[\ud800-\udbff]?[^]/g).join("|") + ")"; });
    s.y = y; s.row = row;
    s.docs = [s.n, s.p, s.k].map(function (list, k) {
      return list.map(function (r) { return { r: r, t: fold(r[0] && k > 1 ? r[0] : r[1]), x: text(k > 1 ? r.join("\n") : r[3]), n: k > 1 && r[0] }; });
    });
    s.x = w.i && fold(w.x) + "\n"; s.e = [];
    while ((at = s.x.indexOf("\n", at + 1)) >= 0) s.e.push(at);
    w.i = lines(w.i); s.T = w.T.map(fold).map(lines); w.T = w.T.map(lines);
    return s;
  }
  function lines(t) { return t.split("\n"); }
  function lettersOf(s, i) { var k = s.w.g.length / s.e.length; return s.w.g.substr(i * k, k); }
  function works(s, v) {
    var found = {}, within = {}, i, p, f = front(v, s.y), any, m, told = s.T.map(function (list) { return list.map(function (t) { return t && has(t, v); }); });
    function hit() { while (s.e[i] < p) i++; found[i] = 1; }
    v.forEach(function (way) { for (i = p = 0; (p = s.x.indexOf(way, p)) >= 0; p = s.e[i]) hit(); });
    if (f) for (i = 0, f = new RegExp("\ue000" + f, "g"); (m = f.exec(s.x));) { p = m.index; hit(); }
    Object.keys(s.w.G).forEach(function (l) { if (s.w.G[l].some(function (ns, c) { return ns.some(function (n) { return told[c][n]; }); })) any = within[l] = 1; });
    if (any) for (i = 0; i < s.e.length; i++) if (within[lettersOf(s, i)]) found[i] = 1;
    return found;
  }
  /* by kind: hits with all words in the title, others; a hit is [shard, place] */
  function scan(s, words) {
    var all = words.map(function (v) { return works(s, v); });
    function ranked(found, fits, title) {
      var first = [], rest = [];
      Object.keys(found).forEach(function (i) { if (fits(i)) (words.every(function (v) { return has(title(i), v); }) ? first : rest).push([s, i]); });
      return [first, rest];
    }
    return s.docs.map(function (docs) {
      return ranked(docs, function (i) { var o = docs[i]; return words.every(function (v) { return has(o.x, v) || (o.n && called(o.t, v, s.y)); }); }, function (i) { return docs[i].t; });
    }).concat([ranked(all[0], function (i) { return all.every(function (m) { return m[i]; }); }, function (i) { return s.x.slice(i > 0 ? s.e[i - 1] + 1 : 0, s.e[i]).split(/[\ue000\ue001]/)[0]; })]);
  }
  function find(words) {
    var found = KINDS.map(function () { return [[], []]; }), q = String(words);
    if (words.length && order) order.forEach(function (o) {
      var s = shards[o[0]];
      if (!s) return;
      if (s.q !== q) { s.q = q; s.found = scan(s, words); }
      s.found.forEach(function (hits, k) { [0, 1].forEach(function (n) { found[k][n] = found[k][n].concat(hits[n]); }); });
    });
    return found.map(function (hits) { return hits[0].concat(hits[1]); });
  }
  function addressOf(k, hit) {
    var s = hit[0];
    return s.u[k].replace("*", k > 2 ? s.w.i[hit[1]] : s.docs[k][hit[1]].r[0]);
  }

  function el(name, cls, text, at) { var n = d.createElement(name); if (cls) n.className = cls; if (text) n.textContent = text; if (at) at.appendChild(n); return n; }
  function button(text, at, act) { var b = el("button", "zb-btn zb-btn--small", text, at); b.type = "button"; b.onclick = act; }
  /* finds words as printed: in either width, over blanks and hyphens */
  function pattern(words) {
    return new RegExp("(" + [].concat.apply([], words).sort(function (a, b) { return b.length - a.length; }).map(function (w) {
      return w.split("").map(function (c) { var n = c.charCodeAt(0); return n > 32 && n < 127 ? "[" + (/\w/.test(c) ? c : "\\" + c) + String.fromCharCode(n + 65248) + "]" : c; }).join(/^\d{7,}$/.test(w) ? "[^\\S\\n]*[-\\u2010-\\u2015]*" : "[^\\S\\n]*");
    }).join("|") + ")", "gi");
  }
  function marked(at, name, text, words, y) {
    var n = el(name, "", "", at);
    (y && words.some(function (v) { return called(fold(text), v, y); }) ? ["", text] : text.split(pattern(words))).forEach(function (t, i) { if (t) { if (i % 2) el("mark", "", t, n); else n.appendChild(d.createTextNode(t)); } });
  }
  function snippet(o, words) {
    var ways = words.filter(function (v) { return !has(o.t, v); })[0], find = ways && pattern([ways]), line = find && o.r[3].split("\n").filter(function (t) { return t.search(find) >= 0; })[0], most = d.documentElement.getAttribute("data-zb-mode") ? 40 : 80, at;
    if (!line) return "";
    at = Math.max(0, line.search(find) - (most >> 2));
    return (at ? "…" : "") + line.slice(at, at + most) + (at + most < line.length ? "…" : "");
  }
  function entry(k, hit, words, ol) {
    var s = hit[0], i = hit[1], w = s.w, a = el("a", "", "", el("li", "", "", ol)), o = k < 3 && s.docs[k][i].r, line = o || (s.l = s.l || lines(w.x))[i].split("\ue001"), names = o || line[0].split("\ue000"), small;
    function told(c) { return w.G[lettersOf(s, i)][c].map(function (n) { return w.T[c][n]; }).join("、"); }
    a.href = root + addressOf(k, hit) + file;
    marked(a, "b", k > 2 ? names[0] : k > 1 && o[0] || o[1], words, (k > 1 && s.y));
    (k < 2 ? [snippet(s.docs[k][i], words), o[2]] : k < 3 ? [(o[0] ? o[1] + "　" : "") + o[2], o.slice(3).join("　")]
      : [names.slice(1).filter(function (n) { return n !== names[0]; }).join("、"), [line[1], told(1), told(2), told(0)].filter(Boolean).join("　")]
    ).forEach(function (t, n) { if (t) marked(a, "span", t, words, k > 2 && !n && s.y); });
    small = el("small", "", s.row[1], a);
    if (s.row[2]) el("i", "zb-tag", "示例", small);
  }

  function add(name) {
    var s = el("script");
    s.src = root + "data/search/" + name + ".js";
    s.onerror = function () { failed.push(name); draw(); };
    d.head.appendChild(s);
  }
  window.zbFind = function (data) {
    if (data.shards) {
      order = [];
      data.shards.forEach(function (r) { for (var k = 0, n; k < (r[7] || 1); k++) { order.push([n = r[0] + (k ? "." + k : ""), r]); add(n); } });
    } else order.forEach(function (o) { if (o[0] === data.id) { shards[data.id] = prepare(data, o[1]); loaded++; } });
    draw();
  };
  function load() { if (!begun) { begun = 1; add("index"); } }
  function waiting() { return !failed.length && !(order && loaded === order.length); }
  function draw() { if (!later) later = setTimeout(function () { later = 0; boxes.forEach(function (b) { b(); }); }, seen && waiting() ? 60 : 0); }

  [].forEach.call(d.querySelectorAll("[data-zb-seek] input"), function (input) {
    var form = input.form, whole = form.getAttribute("data-zb-seek") === "page", lost = form.getAttribute("data-zb-seek") === "lost" && /\/campaigns\//.test(location.pathname), told = el("p", "zb-section__note", "", form), out = el("div", "zb-hits", "", form), typed, limits = {}, back, q;
    told.setAttribute("role", "status");
    function remember() {
      q = input.value.trim();
      try { history.replaceState({ more: limits, y: window.pageYOffset }, "", q ? "?q=" + encodeURIComponent(q) : location.pathname); } catch (e) { /* from a disk the address stays */ }
    }
    function show() {
      if (lost && order) lost = order.some(function (o) { if (location.pathname.indexOf("/" + o[0] + "/") >= 0) input.value = o[1][1]; });
      q = input.value.trim();
      var words = wordsOf(q), hits = find(words), sum = 0, parts = [], held = out.contains(d.activeElement) && d.activeElement.href, a;
      hits.forEach(function (list, k) { sum += list.length; if (list.length) parts.push(KINDS[k] + " " + list.length); });
      seen = sum;
      out.textContent = "";
      told.textContent = !words.length ? "写名称、姓名、单位、文号或电话，几个词之间空一格；姓名也可写拼音首字母。"
        : (waiting() ? "正在载入…… " : "") + (sum ? "找到 " + sum + " 项：" + parts.join("，") + "。" : waiting() ? "" : "没有找到“" + q + "”。少写几个字，或换一个词试试：单位写简称，文号只写数字，姓名写拼音首字母。");
      if (failed.length && words.length) {
        el("p", "", "有内容没有载入，结果可能不全。", out);
        button("再试一次", out, function () { var f = failed; failed = []; f.forEach(add); draw(); });
      }
      if (sum && !whole) { a = el("a", "zb-hits__all", "全部结果（" + sum + " 项）", out); a.href = root + "search/" + file + "?q=" + encodeURIComponent(q); }
      hits.forEach(function (list, k) {
        if (!list.length) return;
        var n = whole ? limits[k] || FIRST : FEW, ol;
        el(whole ? "h2" : "p", "zb-h3", KINDS[k] + " " + list.length, out);
        ol = el("ol", "", "", out);
        ol.id = "zb-hits-" + whole + k;
        list.slice(0, n).forEach(function (hit) { entry(k, hit, words, ol); });
        if (whole && list.length > n) button(KINDS[k] + "：再显示 " + Math.min(MORE, list.length - n) + " 项", out, function () {
          limits[k] = n + MORE; show(); remember();
          d.getElementById(ol.id).children[n].firstChild.focus();
        });
      });
      if (held) [].some.call(out.querySelectorAll("a"), function (l) { if (l.href === held) l.focus(); return l.href === held; });
      if (back && !waiting()) { window.scrollTo(0, back); back = 0; }
    }
    function soon() { limits = {}; clearTimeout(typed); typed = setTimeout(function () { show(); if (whole) remember(); }, 120); }
    input.addEventListener("focus", load);
    input.addEventListener("input", function (e) { if (!e.isComposing) soon(); });
    input.addEventListener("compositionend", soon);
    form.addEventListener("submit", function (e) {
      e.preventDefault(); clearTimeout(typed); show();
      if (whole) remember(); else if (q) location.href = root + "search/" + file + "?q=" + encodeURIComponent(q);
    });
    form.addEventListener("keydown", function (e) {
      var step = /Down$/.test(e.key) ? 1 : /Up$/.test(e.key) ? -1 : 0, links = [].slice.call(out.querySelectorAll("a")), at = links.indexOf(d.activeElement) + step;
      if (!step || e.isComposing || !links.length) return;
      e.preventDefault();
      (at < 0 ? input : links[Math.min(at, links.length - 1)]).focus();
    });
    out.addEventListener("click", function () { if (whole) remember(); });
    boxes.push(show);
    if (whole) {
      if (history.state && history.state.more) { limits = history.state.more; back = history.state.y; }
      try { input.value = input.value || decodeURIComponent((/[?&]q=([^&]*)/.exec(location.search) || ["", ""])[1].replace(/\+/g, " ")); } catch (e) { /* half an escape: no words */ }
    }
    if (input.value || lost || d.activeElement === input) load();
    show();
    if (whole && q) remember();
  });
  /* for tests */
  window.zbSearch = function (q) { return waiting() ? null : find(wordsOf(q)).map(function (list, k) { return list.map(function (hit) { return addressOf(k, hit); }); }); };
})();
