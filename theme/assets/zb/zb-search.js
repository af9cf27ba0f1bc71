/* The search: exact words over an index, a script a campaign, loaded once a box has the focus. ES5. */
(function () {
  var d = document, root = d.currentScript.src.replace(/assets\/zb\/[^\/]*$/, ""), file = location.protocol === "file:" ? "index.html" : "",
    KINDS = ["通知", "子项目", "联系人", "作品"], FEW = 3, FIRST = 8, MORE = 20, DASH = "[-\\u2010-\\u2015\\u2212\\uff0d]", order, shards = {}, loaded = 0, failed = [], begun, boxes = [], later,
    number = new RegExp("(0\\d{2,3}" + DASH + "+\\d{4}|[48]00" + DASH + "\\d{3,4}" + DASH + ")\\d{3,4}(转\\d+)?", "g"), begins = new RegExp("^(0\\d{2,3}|[48]00)" + DASH + "+(?=\\d)"), dash = new RegExp(DASH + "+", "g");

  /* width, case and blanks folded */
  function fold(t) {
    t = t.normalize ? t.normalize("NFKC") : t.replace(/[\uff01-\uff5e]/g, function (c) { return String.fromCharCode(c.charCodeAt(0) - 65248); });
    return t.toLowerCase().replace(/[^\S\n]+/g, "");
  }
  /* a number is there with hyphens and without */
  function text(t) { t = fold(t); return [t].concat(t.match(number) || []).map(function (n, i) { return i ? n.replace(dash, "") : n; }).join("\n"); }
  /* each word as the ways in which it may stand in a text */
  function wordsOf(q) {
    return q.split(/\s+/).map(fold).filter(Boolean).map(function (w) { return begins.test(w) ? [w, w.replace(dash, "")] : [w]; });
  }
  function has(text, ways) { return ways.some(function (w) { return text.indexOf(w) >= 0; }); }
  /* the initials of a whole name, or two and more from its front */
  function called(name, ways, y) {
    var w = ways[0];
    name = name.replace(/·/g, "").match(/[\ud800-\udbff]?[^]/g) || [];
    return /^[a-z]{2,9}$/.test(w) && w.length <= name.length && w.split("").every(function (l, i) { return (y[l] || "").indexOf(name[i]) >= 0; });
  }

  /* a shard: folded once as it comes, scanned at every key */
  function prepare(s, row) {
    var w = s.w, y = {};
    s.y.split(" ").forEach(function (one) { y[one.charAt(0)] = one; });
    s.y = y; s.row = row;
    s.docs = [s.n, s.p, s.k].map(function (list, k) {
      return list.map(function (r) { return { r: r, t: fold(r[0] && k > 1 ? r[0] : r[1]), x: text(k > 1 ? r.join("\n") : r[3]), n: k > 1 && r[0] }; });
    });
    w.i = w.i ? w.i.split("\n") : [];
    w.t = w.t.split("\n").map(function (t, i) { return w.l[w.s[i]] === 1 && t.indexOf("《") < 0 ? "《" + t + "》" : t; }).slice(0, w.i.length).join("\n");
    ["t", "o", "N", "U", "A"].forEach(function (k) { w[k + 1] = fold(w[k]).split("\n"); w[k] = w[k].split("\n"); });   /* folded in one piece: quick */
    if (!w.i.length) w.t1 = [];
    return s;
  }
  /* by kind: the hits with all words in the title, and the others; a hit is [shard, place] */
  function scan(s, words) {
    var w = s.w, flags = words.map(function (v) {          /* which names, units, awards and projects a word is in */
      return [["n", "N", 1], ["u", "U"], ["a", "A"]].map(function (c) { return [w[c[0]], w[c[1] + 1].map(function (t) { return t && (has(t, v) || (c[2] && called(t, v, s.y))); })]; });
    });
    function ranked(list, hit) {
      var first = [], rest = [];
      list.forEach(function (o, i) { if (words.every(function (v, j) { return hit(o, v, i, j); })) (words.every(function (v) { return has(o.t || o, v); }) ? first : rest).push([s, i]); });
      return [first, rest];
    }
    return s.docs.map(function (docs) {
      return ranked(docs, function (o, v) { return has(o.x, v) || (o.n && called(o.t, v, s.y)); });
    }).concat([ranked(w.t1, function (t, v, i, j) {
      var p = s.docs[1][w.s[i]];
      return has(t, v) || has(w.o1[i], v) || flags[j].some(function (f) { return f[0][i].some(function (k) { return f[1][k]; }); }) || (p && has(p.t, v)) || (w.l[w.s[i]] === 2 && called(t, v, s.y));
    })]);
  }
  function find(words) {
    var found = KINDS.map(function () { return [[], []]; });
    if (words.length) (order || []).forEach(function (row) {
      if (shards[row[0]]) scan(shards[row[0]], words).forEach(function (hits, k) { found[k] = [found[k][0].concat(hits[0]), found[k][1].concat(hits[1])]; });
    });
    return found.map(function (hits) { return hits[0].concat(hits[1]); });
  }
  function addressOf(k, hit) {
    var s = hit[0];
    return s.u[k].replace("*", k > 2 ? s.w.i[hit[1]] : s.docs[k][hit[1]].r[0]);
  }

  function el(name, cls, text, at) { var n = d.createElement(name); if (cls) n.className = cls; if (text) n.textContent = text; if (at) at.appendChild(n); return n; }
  function button(text, at, act) { var b = el("button", "zb-btn zb-btn--small", text, at); b.type = "button"; b.onclick = act; }
  /* what finds the words in a printed text: in either width, over blanks, in a long number over hyphens */
  function pattern(words) {
    return new RegExp("(" + [].concat.apply([], words).sort(function (a, b) { return b.length - a.length; }).map(function (w) {
      return w.split("").map(function (c) { var n = c.charCodeAt(0); return n > 32 && n < 127 ? "[" + (/\w/.test(c) ? c : "\\" + c) + String.fromCharCode(n + 65248) + "]" : c; }).join(/^\d{7,}$/.test(w) ? "[^\\S\\n]*[-\\u2010-\\u2015]*" : "[^\\S\\n]*");
    }).join("|") + ")", "gi");
  }
  function marked(at, name, text, words, y) {
    var n = el(name, "", "", at);
    (y && words.some(function (v) { return called(fold(text), v, y); }) ? ["", text] : text.split(pattern(words))).forEach(function (t, i) { if (t) { if (i % 2) el("mark", "", t, n); else n.appendChild(d.createTextNode(t)); } });
  }
  /* the line of the first word that is not in the title, cut around it */
  function snippet(o, words) {
    var ways = words.filter(function (v) { return !has(o.t, v); })[0], find = ways && pattern([ways]), line = find && o.r[3].split("\n").filter(function (t) { return t.search(find) >= 0; })[0], most = d.documentElement.getAttribute("data-zb-mode") ? 40 : 80, at;
    if (!line) return "";
    at = Math.max(0, line.search(find) - (most >> 2));
    return (at ? "…" : "") + line.slice(at, at + most) + (at + most < line.length ? "…" : "");
  }
  function entry(k, hit, words, ol) {
    var s = hit[0], i = hit[1], w = s.w, a = el("a", "", "", el("li", "", "", ol)), o = k < 3 && s.docs[k][i].r, small;
    function names(c, all) { return w[c][i].map(function (n) { return w[all][n]; }).join("、"); }
    a.href = root + addressOf(k, hit) + file;
    marked(a, "b", k > 2 ? w.t[i] : k > 1 && o[0] || o[1], words, (k > 1 && s.y));
    (k < 2 ? [snippet(s.docs[k][i], words), o[2]] : k < 3 ? [(o[0] ? o[1] + "　" : "") + o[2], o.slice(3).join("　")]
      : [names("n", "N"), [w.o[i], names("u", "U"), names("a", "A"), (s.p[w.s[i]] || [])[1]].filter(Boolean).join("　")]
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
    if (data.shards) { order = data.shards; order.forEach(function (r) { add(r[0]); }); }
    else order.forEach(function (r) { if (r[0] === data.id) { shards[data.id] = prepare(data, r); loaded++; } });
    draw();
  };
  function load() { if (!begun) { begun = 1; add("index"); } }
  function waiting() { return !failed.length && !(order && loaded === order.length); }
  function draw() { clearTimeout(later); later = setTimeout(function () { boxes.forEach(function (b) { b(); }); }, loaded > 1 && waiting() ? 60 : 0); }

  /* a box: in the header with the first hits, on a page of its own with all */
  [].forEach.call(d.querySelectorAll("[data-zb-seek] input"), function (input) {
    var form = input.form, whole = form.getAttribute("data-zb-seek") === "page", lost = form.getAttribute("data-zb-seek") === "lost" && /\/campaigns\//.test(location.pathname), told = el("p", "zb-section__note", "", form), out = el("div", "zb-hits", "", form), typed, limits = {}, back, q;
    told.setAttribute("role", "status");
    function remember() {
      q = input.value.trim();
      try { history.replaceState({ more: limits, y: window.pageYOffset }, "", q ? "?q=" + encodeURIComponent(q) : location.pathname); } catch (e) { /* from a disk the address stays */ }
    }
    function show() {
      if (lost && order) lost = order.some(function (r) { if (location.pathname.indexOf("/" + r[0] + "/") >= 0) input.value = r[1]; });
      q = input.value.trim();
      var words = wordsOf(q), hits = find(words), sum = 0, parts = [], held = out.contains(d.activeElement) && d.activeElement.href, a;
      hits.forEach(function (list, k) { sum += list.length; if (list.length) parts.push(KINDS[k] + " " + list.length); });
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
    if (whole && q) remember();                          /* typed before this script had come */
  });
  /* what tests ask: the addresses by kind, null until all is there */
  window.zbSearch = function (q) { return waiting() ? null : find(wordsOf(q)).map(function (list, k) { return list.map(function (hit) { return addressOf(k, hit); }); }); };
})();
