/* Galleries and works. Helps only; ES5. The index and cards (facets.py) are loaded on first use. */
(function () {
  var d = document, root = d.documentElement, win = window;
  function all(sel, at) { return [].slice.call((at || d).querySelectorAll(sel)); }
  function make(tag, cls, text) { var n = d.createElement(tag); if (cls) n.className = cls; if (text) n.textContent = text; return n; }
  function flag(n, name, on) { if (on) n.setAttribute("aria-" + name, "true"); else n.removeAttribute("aria-" + name); }
  function said(n, text) { if (n.textContent !== text) n.textContent = text; }
  /* from disk */
  function page(address) { return location.protocol === "file:" && /(^|\/)$/.test(address) ? address + "index.html" : address; }
  function plain() { return location.pathname + location.search; }
  function remember(how, address) { try { history[how + "State"](null, "", address); return true; } catch (e) { return false; } }

  /* ---------- players: X5 must be told to leave a film in the page ---------- */
  function tame(video) {
    video.setAttribute("webkit-playsinline", "");
    video.setAttribute("x5-playsinline", "");
    video.setAttribute("x5-video-player-type", "h5-page");
    video.setAttribute("x5-video-orientation", "landscape|portrait");
    if (video.width && video.height) video.style.setProperty("--zb-ratio", video.width / video.height);
    return video;
  }
  all("video").forEach(tame);
  all("[data-zb-colour] img").forEach(function (img) {
    if (img.complete) return;
    img.style.backgroundColor = img.parentNode.getAttribute("data-zb-colour");
    img.addEventListener("load", function () { img.style.backgroundColor = ""; });
  });

  /* ---------- large view ---------- */
  var light = d.getElementById("zb-light"), slots = {}, items = [], at = 0, opener = null, shown = null, pushed = false, single = false;
  if (light && !light.showModal) light = null;
  var lightRoot = light ? light.getAttribute("data-zb-root") : "";
  function slot(name) { return slots[name] || (slots[name] = light.querySelector("[data-zb-slot=" + name + "]")); }

  function itemsOf(works) {
    var list = [];
    works.forEach(function (w, n) {
      w.media.forEach(function (m, p) { list.push({ work: w, n: n, works: works.length, m: m, p: p, pieces: w.media.length }); });
    });
    return list;
  }
  function cardWork(li) {
    var a = li.querySelector(".zb-work__title a"), by = li.querySelector(".zb-work__by");
    return { hash: "#" + li.id, title: a.textContent, by: by ? by.textContent : "", href: a.getAttribute("href"), wave: li.querySelector(".zb-wave"), media: JSON.parse(li.getAttribute("data-zb-light")) };
  }
  function wallWorks() { return all("[data-zb-wall] > li[data-zb-light]").map(cardWork); }
  function pageWork() {
    var h = d.getElementById("t"), by = d.querySelector(".zb-author");
    return {
      hash: "", title: h ? h.textContent : "", by: by ? by.textContent : "", href: "", wave: d.querySelector(".zb-piece__one .zb-wave"), media: all(".zb-piece__one").map(function (fig) {
        var zoom = fig.querySelector("[data-zb-zoom]"), player = fig.querySelector("video, audio"), img = fig.querySelector("img"), cap = fig.querySelector("figcaption");
        var m = { k: player ? player.nodeName.toLowerCase() : "image", c: cap ? cap.textContent : "", at: true };
        if (player) m.m = player.querySelector("source").getAttribute("src");
        if (player && player.poster) { m.s = player.getAttribute("poster"); m.w = player.getAttribute("width"); m.h = player.getAttribute("height"); }
        if (img) { m.s = zoom ? zoom.getAttribute("href") : img.getAttribute("src"); m.w = img.getAttribute("width"); m.h = img.getAttribute("height"); m.a = img.alt; }
        return m;
      })
    };
  }
  function address(m, name) { return m[name] ? (m.at ? "" : lightRoot) + m[name] : ""; }

  function picture(m, cls) {
    var img = make("img", cls);
    if (m.w) { img.width = m.w; img.height = m.h; }
    img.alt = m.a || "";
    img.src = address(m, "s");
    return img;
  }
  function player(item) {
    var m = item.m, n = make(m.k), src = make("source");
    n.controls = true; n.setAttribute("preload", "none"); n.setAttribute("aria-label", item.work.title + (m.a ? "：" + m.a : ""));
    if (m.k === "video") { n.setAttribute("playsinline", ""); if (m.s) n.poster = address(m, "s"); if (m.w) { n.width = m.w; n.height = m.h; } tame(n); }
    src.src = address(m, "m"); src.type = m.k === "video" ? "video/mp4" : /\.mp3$/.test(m.m) ? "audio/mpeg" : "audio/mp4";
    n.appendChild(src);
    return n;
  }
  function stop() { all("audio, video", light).forEach(function (m) { m.pause(); }); }
  function show(index) {
    var item = items[index], m = item.m, art = slot("art"), step = all("[data-zb-step]", light), text;
    if (art.contains(d.activeElement)) light.querySelector("[data-zb-close]").focus();
    stop();
    at = index; shown = item;
    while (art.firstChild) art.removeChild(art.firstChild);
    art.setAttribute("data-zb-kind", m.k);
    if (m.k === "image" || (m.k === "audio" && m.s)) art.appendChild(picture(m, "zb-light__print"));
    else if (m.k === "audio" && item.work.wave) art.appendChild(item.work.wave.cloneNode(true));
    if (m.k !== "image") art.appendChild(player(item));
    said(slot("title"), item.work.title); said(slot("by"), item.work.by); said(slot("caption"), m.c || "");
    slot("by").hidden = !item.work.by; slot("caption").hidden = !m.c;
    text = single ? "第 " + (item.p + 1) + " 幅，共 " + item.pieces + " 幅"
      : "第 " + (item.n + 1) + " 件，本页共 " + item.works + " 件" + (item.pieces > 1 ? "（第 " + (item.p + 1) + " 幅，共 " + item.pieces + " 幅）" : "");
    said(slot("count"), single && item.pieces < 2 ? "" : text);
    said(slot("say"), "，" + item.work.title + (m.c ? "，" + m.c : ""));
    slot("go").hidden = single;
    if (!single) slot("go").setAttribute("href", page(item.work.href));
    step.forEach(function (b) {
      var on = index + +b.getAttribute("data-zb-step");
      b.hidden = items.length < 2;
      flag(b, "disabled", !items[on]);
    });
    [1, -1].forEach(function (by) { var near = items[index + by]; if (near && near.m.k === "image") new Image().src = address(near.m, "s"); });
  }
  function step(to) {
    if (to < 0 || to >= items.length || to === at) return;
    show(to);
    remember("replace", plain() + hashOf(items[to]));
  }
  function hashOf(item) { return item.work.hash || "#p-" + (item.p + 1); }
  function open(list, index, from, deep) {
    items = list; opener = from; single = !list[0].work.hash;
    all("audio, video").forEach(function (m) { m.pause(); });
    root.style.setProperty("--zb-bar", win.innerWidth - root.clientWidth + "px");
    root.className += " zb-has-light";
    light.showModal();
    show(index);
    pushed = !deep && remember("push", plain() + hashOf(items[index]));
    if (deep) pushed = false;
  }
  function closed() {
    stop();
    while (slot("art").firstChild) slot("art").removeChild(slot("art").firstChild);
    root.className = root.className.replace(" zb-has-light", "");
    if (location.hash === hashOf(shown)) { if (pushed) history.back(); else remember("replace", plain()); }
    pushed = false;
    var card = shown.work.hash && d.getElementById(shown.work.hash.slice(1)), back = opener && d.body.contains(opener) ? opener : card ? card.querySelector(".zb-zoom") || card.querySelector("a") : d.querySelector(".zb-wall__note, h1");
    if (back) { if (!back.matches("a, button")) back.setAttribute("tabindex", "-1"); back.focus(); }
  }
  function zoomButton(li) {
    var a = li.querySelector(".zb-work__title a"), b = make("button", "zb-zoom"), icon = d.querySelector("[data-zb-icon=zoom]");
    b.type = "button"; b.setAttribute("aria-label", "放大看" + a.textContent);
    if (icon) b.appendChild(icon.firstElementChild.cloneNode(true));
    b.onclick = function () {
      var works = wallWorks(), n = all("[data-zb-wall] > li[data-zb-light]").indexOf(li), before = 0, i;
      for (i = 0; i < n; i++) before += works[i].media.length;
      open(itemsOf(works), before, b, false);
    };
    li.querySelector(".zb-work__kind").appendChild(b);
  }
  /* the address opens and closes it */
  function follow() {
    if (!light || d.readyState !== "complete") return;
    var hash = location.hash, list, i;
    if (!/^#[wp]-/.test(hash)) { if (light.open) { pushed = false; light.close(); } return; }
    if (light.open && hash === hashOf(shown)) return;
    list = light.open ? items : itemsOf(d.querySelector("[data-zb-zoom]") ? [pageWork()] : wallWorks());
    for (i = 0; i < list.length; i++) if (hashOf(list[i]) === hash) {
      if (light.open) show(i); else open(list, i, null, true);
      return;
    }
    /* not on this page: the work's own */
    if (facets && !pending && !d.getElementById(hash.slice(1)) && /^#w-[\w.-]+$/.test(hash)) location.replace(page(source.replace(/data\/([^\/]+)\/[^\/]*$/, "campaigns/$1/works/" + hash.slice(3) + "/")));
  }
  if (light) {
    light.setAttribute("tabindex", "-1");
    all("li[data-zb-light]").forEach(zoomButton);
    all("[data-zb-zoom]").forEach(function (a) {
      a.addEventListener("click", function (e) {
        if (e.metaKey || e.ctrlKey || e.shiftKey || e.button) return;
        e.preventDefault();
        open(itemsOf([pageWork()]), +a.getAttribute("data-zb-zoom"), a, false);
      });
    });
    light.addEventListener("close", closed);
    all("[data-zb-step]", light).forEach(function (b) { b.addEventListener("click", function () { step(at + +b.getAttribute("data-zb-step")); }); });
    light.addEventListener("keydown", function (e) {
      var key = e.key, stops, to;
      if (key === "Tab") {
        stops = all("button, a[href], video, audio", light).filter(function (n) { return !n.hidden; });
        to = e.shiftKey ? stops[0] : stops[stops.length - 1];
        if (d.activeElement === to || d.activeElement === light) { e.preventDefault(); (e.shiftKey ? stops[stops.length - 1] : stops[0]).focus(); }
        return;
      }
      if (/^(VIDEO|AUDIO)$/.test(e.target.nodeName) || e.altKey || e.ctrlKey || e.metaKey) return;
      to = key === "ArrowRight" ? at + 1 : key === "ArrowLeft" ? at - 1 : key === "Home" ? 0 : key === "End" ? items.length - 1 : null;
      if (to !== null) { e.preventDefault(); step(to); }
    });
    var from = null;
    light.addEventListener("touchstart", function (e) {
      var zoomed = win.visualViewport && win.visualViewport.scale > 1.05;
      from = e.touches.length === 1 && !zoomed && !/^(VIDEO|AUDIO)$/.test(e.target.nodeName) ? e.touches[0] : null;
      if (from) from = { x: from.clientX, y: from.clientY };
    }, { passive: true });
    light.addEventListener("touchend", function (e) {
      var t = e.changedTouches[0], x = from ? t.clientX - from.x : 0, y = from ? t.clientY - from.y : 0;
      from = null;
      if (Math.abs(x) > 50 && Math.abs(x) > 1.5 * Math.abs(y)) step(at + (x < 0 ? 1 : -1));
    });
  }

  /* ---------- filters: the address holds them ---------- */
  var facets = d.querySelector("[data-zb-facets]"), wall = d.querySelector("ul[data-zb-wall]"), count = d.querySelector("[data-zb-count]"), names = ["award", "kind", "unit"];
  if (!facets || !wall || !count) facets = null;
  var base = facets ? facets.getAttribute("data-zb-root") : "", project = facets ? facets.getAttribute("data-zb-project") : "", size = facets ? +facets.getAttribute("data-zb-size") || 60 : 60;
  var source = facets ? facets.getAttribute("data-zb-index") : "", index = null, cards = [], pending = 0, busy = [wall, facets], state = null, own = { wall: wall, pager: d.querySelector("[data-zb-pager]"), count: count ? count.textContent : "" };
  var clear, picked, note = d.querySelector(".zb-wall__note"), now = wall, nowPager = own.pager, links = [];

  function parse(search) {
    var found = { page: 1 }, parts = search.replace(/^\?/, "").split("&");
    parts.forEach(function (p) {
      var i = p.indexOf("="), k = p.slice(0, i), v;
      if (i < 0) return;
      try { v = decodeURIComponent(p.slice(i + 1).replace(/\+/g, " ")); } catch (e) { return; }
      if (names.indexOf(k) >= 0 && v) found[k] = v; else if (k === "page") found.page = Math.max(1, parseInt(v, 10) || 1);
    });
    return found;
  }
  function query(s, changes) {
    var parts = [];
    names.forEach(function (k) { var v = changes && k in changes ? changes[k] : s[k]; if (v) parts.push(k + "=" + encodeURIComponent(v)); });
    if (changes && changes.page > 1) parts.push("page=" + changes.page);
    return parts.length ? "?" + parts.join("&") : "";
  }
  function chosen(s) { return names.some(function (k) { return s[k]; }); }

  /* the group of each work and how many a group has; cards by block */
  win.zbGallery = function (data, block) {
    var n = 0, i = 0, c;
    if (block) { cards[block] = data; return; }
    index = data; data.at = []; data.size = [];
    while (c = data.g.charCodeAt(i++)) {
      n = n * 52 + c - (c > 96 ? 71 : 65);
      if (i * data.n % data.g.length === 0) { data.at.push(n); data.size[n] = (data.size[n] || 0) + 1; n = 0; }
    }
  };
  function blockOf(at) { return Math.floor(at / index.b) + 1; }
  function get(blocks) {
    var left = blocks.length;
    pending++;
    said(count, "正在查找…");
    busy.forEach(function (n) { flag(n, "busy", 1); });
    blocks.forEach(function (b) {
      var s = make("script");
      s.onload = s.onerror = function () {
        if (--left) return;
        if (!--pending) busy.forEach(function (n) { flag(n, "busy"); });
        if (blocks.every(function (b) { return b ? cards[b] : index; })) render(); else failed();
      };
      s.src = b ? source.replace(/\.js$/, "-" + b + ".js") : source;
      d.head.appendChild(s);
    });
  }
  function failed() {
    state = parse("");
    current();
    remember("replace", location.pathname + location.hash);
    said(count, "筛选暂时用不了，全部作品仍在下面。" + own.count);
  }
  function intoView(row) {
    var ul = row.querySelector("ul"), on = row.querySelector("[aria-current]");
    if (on) ul.scrollLeft += on.getBoundingClientRect().left - ul.getBoundingClientRect().left;
  }
  function current() { links.forEach(function (l) { if (!l.pages) flag(l.a, "current", (state[l.name] || "") === l.value); }); }

  function choose(s) {
    state = s;
    current();
    all("[data-zb-facet]", facets).forEach(intoView);
    if (index || chosen(s)) render();
  }
  function render() {
    if (!index) { get([0]); return; }
    var want = [project].concat(names.map(function (k) { return state[k]; })).map(function (v, f) { return v ? index.v[f].indexOf(v) : null; }), tally = {}, found = [], missing = [], shown, last, n, i;
    function fits(g, but) { return want.every(function (v, f) { return f === but || v === null || index.t[f][g] === v; }); }
    function add(key, size) { tally[key] = (tally[key] || 0) + size; }
    /* a choice counts what fits the others */
    index.size.forEach(function (size, g) { want.forEach(function (_, f) { if (fits(g, f)) { add(f, size); add([f, index.t[f][g]], size); } }); });
    want.fit = index.size.map(function (_, g) { return fits(g); });
    index.at.forEach(function (g, at) { if (want.fit[g]) found.push(at); });
    last = Math.max(1, Math.ceil(found.length / size)); n = state.page = Math.min(state.page, last); i = (n - 1) * size;
    links.forEach(function (l) {
      var f = names.indexOf(l.name) + 1, hits = tally[l.value ? [f, index.v[f].indexOf(l.value)] : f] || 0, change = {};
      said(l.count, String(hits));
      change[l.name] = l.value;
      l.a.setAttribute("href", l.pages ? l.href + query(state) : query(state, change) || "?");
      flag(l.a, "disabled", !hits && !l.a.getAttribute("aria-current"));
    });
    shown = found.slice(i, chosen(state) ? i + size : 0);
    shown.forEach(function (at) { at = blockOf(at); if (!cards[at] && missing.indexOf(at) < 0) missing.push(at); });
    if (missing.length) { get(missing); return; }
    if (!chosen(state)) { hang(own.wall, own.pager); said(count, own.count); }
    else {
      var list = found.length ? make("ul", "zb-works") : empty(), span = "第 " + (i + 1) + " 至 " + (i + shown.length) + " 件";
      if (found.length) list.setAttribute("data-zb-wall", "");
      shown.forEach(function (at) { list.appendChild(card(cards[blockOf(at)][at % index.b])); });
      hang(list, last > 1 ? pager(n, last, span + "，共 " + found.length + " 件") : null);
      said(count, "找到 " + found.length + " 件" + (last > 1 ? "，" + span : ""));
    }
    clear.hidden = !found.length;
    picked.hidden = !chosen(state);
    picked.textContent = "已选：";
    names.forEach(function (k) {
      if (!state[k]) return;
      var text = state[k];
      links.forEach(function (l) { if (l.name === k && l.value === text) text = l.a.firstChild.data; });
      picked.appendChild(button(text + " ×", function () { var s = parse(query(state)); s[k] = ""; go(s); toNote(); }));
    });
    picked.appendChild(clear);
    follow();
  }
  function hang(list, pages) {
    if (list !== now) { now.parentNode.replaceChild(list, now); now = list; }
    if (pages === nowPager) return;
    if (nowPager && nowPager.parentNode) nowPager.parentNode.removeChild(nowPager);
    if (pages) now.parentNode.insertBefore(pages, now.nextSibling);
    nowPager = pages;
  }
  function empty() {
    var box = make("div", "zb-empty");
    box.appendChild(make("b", "", "没有符合的作品")); box.appendChild(make("p", "", "这些条件合在一起没有作品，换一个条件，或者清除筛选看全部。"));
    box.appendChild(button("清除筛选", reset));
    return box;
  }
  function toNote() { note.setAttribute("tabindex", "-1"); note.focus(); }
  function button(text, act) { var b = make("button", "zb-btn zb-btn--small zb-btn--quiet", text); b.type = "button"; b.onclick = act; return b; }
  function reset() {
    go({ page: 1 });
    var first = links.filter(function (l) { return !l.pages && !l.value; })[0];
    if (first) first.a.focus();
    if (!facets.contains(d.activeElement)) toNote();
  }
  function go(s) { remember("push", location.pathname + query(s, { page: s.page })); choose(s); }

  function icon(name) { var n = d.querySelector("#zb-icons [data-zb-icon='" + name + "'], #zb-icons [data-zb-figure='" + name + "']"); return n ? n.firstElementChild.cloneNode(true) : d.createTextNode(""); }
  function wave(peaks) {
    var ns = "http://www.w3.org/2000/svg", s = d.createElementNS(ns, "svg"), p = d.createElementNS(ns, "path");
    s.setAttribute("class", "zb-wave"); s.setAttribute("viewBox", "0 0 200 90"); flag(s, "hidden", 1);
    p.setAttribute("d", peaks.map(function (v, i) { var x = (4 + i * 192 / peaks.length).toFixed(1); return "M" + x + " " + (42 - v * 0.38).toFixed(1) + "V" + (48 + v * 0.38).toFixed(1); }).join(""));
    p.setAttribute("stroke", "currentColor"); p.setAttribute("stroke-width", "2.4"); p.setAttribute("fill", "none");
    s.appendChild(p);
    return s;
  }
  /* as works.html makes it */
  function card(r) {
    var li = d.importNode(d.getElementById("zb-card").content, true).firstElementChild, mat = li.querySelector(".zb-mat"), art = li.querySelector(".zb-mat__in"), a = li.querySelector("a"), n;
    li.id = "w-" + r.u.split("/")[3];
    if (r.p) {
      n = make("img"); n.loading = "lazy"; n.width = r.p[1]; n.height = r.p[2]; n.alt = r.p[3]; n.src = base + r.p[0]; art.appendChild(n);
    } else if (r.w) art.appendChild(wave(r.w));
    else {
      n = make("div", "zb-leaf" + (r.j && !r.x ? " zb-leaf--org" : ""));
      if (r.j && !r.x) n.appendChild(icon(/^(organisation|person|account)$/.test(r.j) ? r.j : "other")); else flag(n, "hidden", 1);
      n.appendChild(make("b", "", r.t));
      if (r.x) n.appendChild(d.createTextNode(r.x));
      art.appendChild(n);
    }
    if (r.i === "film" || (r.i === "sound" && r.p)) { n = make("span", "zb-play"); flag(n, "hidden", 1); n.appendChild(icon("play")); mat.appendChild(n); }
    if (r.s) { mat.className += " zb-mat--won"; mat.appendChild(make("span", "zb-slip" + (r.s1 ? "" : " zb-slip--2"), r.s)); }
    a.href = page(base + r.u); a.appendChild(make("bdi", "", r.t));
    n = li.querySelector(".zb-work__by");
    if (r.b) n.appendChild(make("bdi", "", r.b)); else n.parentNode.removeChild(n);
    n = li.querySelector(".zb-work__kind"); n.appendChild(icon(r.i));
    (r.k || "").split("　").forEach(function (word) { if (word) n.appendChild(make("span", "", word)); });
    if (r.q) n.appendChild(make("span", "zb-tag zb-tag--public", r.q));
    if (r.ai) n.appendChild(make("span", "zb-tag", r.ai));
    if (r.m.length) { li.setAttribute("data-zb-light", JSON.stringify(r.m)); if (light) zoomButton(li); }
    return li;
  }
  function pager(n, last, text) {
    var nav = make("nav", "zb-pager"), pages = [1, n - 1, n, n + 1, last], before = 0;
    nav.setAttribute("aria-label", "翻页"); nav.setAttribute("data-zb-pager", "");
    function link(to, text, rel) {
      var a = make("a", "", text);
      a.href = query(state, { page: to }); if (rel) a.rel = rel; else a.setAttribute("aria-label", "第" + to + "页");
      a.onclick = function (e) {
        if (e.metaKey || e.ctrlKey || e.shiftKey) return;
        e.preventDefault();
        var s = parse(query(state)); s.page = to; go(s);
        toNote(); d.activeElement.scrollIntoView();
      };
      nav.appendChild(a);
    }
    if (n > 1) link(n - 1, "上一页", "prev");
    pages.forEach(function (p) {
      if (p < 1 || p > last || p <= before) return;
      var s;
      if (p - before > 1) { s = make("span", "", "…"); flag(s, "hidden", 1); nav.appendChild(s); }
      if (p === n) { s = make("span", "", String(p)); s.setAttribute("aria-current", "page"); nav.appendChild(s); } else link(p, String(p));
      before = p;
    });
    if (n < last) link(n + 1, "下一页", "next");
    nav.appendChild(make("p", "", text));
    return nav;
  }

  if (facets) {
    all("[data-zb-facet]", facets).forEach(function (row) {
      var name = row.getAttribute("data-zb-facet"), pages = name === "project";
      all("a", row).forEach(function (a) {
        links.push({ name: name, pages: pages, a: a, value: a.getAttribute("data-zb-value") || "", href: a.getAttribute("href"), count: a.querySelector("span") });
        var l = links[links.length - 1];
        a.addEventListener("click", function (e) {
          if (a.getAttribute("aria-disabled")) { e.preventDefault(); return; }
          if (pages || e.metaKey || e.ctrlKey || e.shiftKey || e.button) return;
          e.preventDefault();
          var s = parse(query(state)); s[name] = l.value; s.page = 1;
          if (query(s) !== query(state) || state.page > 1) go(s);
        });
      });
    });
    all("[data-zb-facet]", facets).forEach(intoView);
    clear = button("清除筛选", reset); clear.className += " zb-wall__clear";
    picked = make("span", "zb-wall__picked"); picked.hidden = true;
    note.insertBefore(picked, note.firstChild);
    if (root.getAttribute("data-zb-mode")) all(".zb-facets__more").forEach(function (m) { m.open = false; });
    state = parse("");
    if (chosen(parse(location.search))) choose(parse(location.search));
  }
  win.addEventListener("popstate", function () {
    var s = facets ? parse(location.search) : null;
    if (s && (query(s, { page: s.page }) !== query(state, { page: state.page }))) choose(s);
    follow();
  });
  if (d.readyState === "complete") follow(); else win.addEventListener("load", function () { setTimeout(follow, 0); });
})();
