/* “我的单位”: chosen once, kept on this device only, brought up where a page has room for it. Without it the pages list all
   units. ES5; data come as scripts, so that a copy on a disk works too. */
(function () {
  var d = document, here = d.querySelector("script[src*='zb-units.js']").getAttribute("src").replace(/assets\/.*/, ""),
    slots = [].slice.call(d.querySelectorAll("[data-zb-mine]")), field = d.getElementById("unit-q"),
    out = d.getElementById("unit-found"), note = d.getElementById("unit-n"), first = note && note.textContent, got = {}, waiting = {};

  window.zbUnits = function (part, data) {
    got[part] = data;
    waiting[part].forEach(function (then) { then(data); });
  };
  function load(part, then) {
    if (got[part]) { then(got[part]); return; }
    if (waiting[part]) { waiting[part].push(then); return; }
    var s = d.createElement("script");
    waiting[part] = [then];
    s.src = here + "data/units/" + part + ".js";
    s.onerror = function () { delete waiting[part]; if (note) note.textContent = "数据没有读到，请刷新再试，或在下面按活动找。"; };
    d.head.appendChild(s);
  }
  function kept(name) {                                  /* read, write (a name) or forget ("") */
    try {
      if (name === undefined) return localStorage.getItem("zb-unit") || "";
      if (name) localStorage.setItem("zb-unit", name); else localStorage.removeItem("zb-unit");
    } catch (e) { /* kept for this page only */ }
    return name || "";
  }
  function fold(t) { return t.toLowerCase().replace(/[\uff01-\uff5e]/g, function (c) { return String.fromCharCode(c.charCodeAt(0) - 65248); }).replace(/\s/g, ""); }
  function find(list, name) {
    var f = fold(name), same = list.filter(function (u) { return fold(u[0]) === f; });
    if (!same.length) same = list.filter(function (u) { return u[1].split("|").some(function (n) { return fold(n) === f; }); });
    return same.length === 1 ? same[0] : null;
  }
  function onDisk(box) {                                 /* a folder has no page of its own there */
    if (location.protocol !== "file:") return;
    [].forEach.call(box.querySelectorAll("a"), function (a) { a.setAttribute("href", a.getAttribute("href").replace(/\/(?=$|[?#])/, "/index.html")); });
  }
  function due(box) {                                    /* what turns with the day, in Shanghai time, as zb.js does for the rest */
    var iso = new Date(Date.now() + 288e5).toISOString().slice(0, 10), today = Date.parse(iso);
    [].forEach.call(box.querySelectorAll("[data-zb-status]"), function (n) {
      var t = JSON.parse(n.getAttribute("data-zb-turns")).filter(function (one) { return one[0] <= iso; }).pop();
      if (t) { n.className = "zb-status zb-status--" + t[1]; n.textContent = t[2]; }
    });
    [].forEach.call(box.querySelectorAll("[data-zb-due]"), function (n) {
      var left = Math.round((Date.parse(n.getAttribute("data-zb-due")) - today) / 864e5);
      n.textContent = left < 0 ? "（已截止）" : left ? "还有 " + left + " 天" : "今天截止";
    });
  }
  function fill(slot, name, cards) {
    var only = slot.getAttribute("data-zb-mine"), none = slot.querySelector("[data-zb-slot=none]"), box = slot.querySelector("[data-zb-slot=cards]"),
      mine = cards.filter(function (c) { return !only || c[0] === only; });
    slot.querySelector("[data-zb-slot=name]").textContent = name;
    box.innerHTML = mine.map(function (c) { return c[1].split("{r}").join(here); }).join("");
    if (none) none.hidden = mine.length > 0;
    onDisk(box); due(box);
    slot.hidden = false;
  }
  function show(name, then) {
    load("index", function (list) {
      var unit = find(list, name);
      if (!unit) { if (field) { field.value = name; search(); } return; }
      load(unit[2], function (part) {
        slots.forEach(function (slot) { fill(slot, unit[0], part[unit[0]]); });
        if (then) then();
      });
    });
  }
  function choose(name) {
    kept(name);
    try { history.replaceState(null, "", "?u=" + encodeURIComponent(name)); } catch (e) { /* not from a disk */ }
    show(name, function () { var h = d.getElementById("mine"); h.focus(); h.scrollIntoView(); });
  }
  function search() {
    load("index", function (list) {
      var words = field.value.split(/\s+/).map(fold).filter(Boolean), hits = words.length ? list.filter(function (u) {
        var text = fold(u[0] + u[1] + u[3]);
        return words.every(function (w) { return text.indexOf(w) >= 0; });
      }) : [];
      out.textContent = "";
      hits.slice(0, 20).forEach(function (u) {
        var li = d.createElement("li"), b = d.createElement("button"), s = d.createElement("small");
        b.type = "button"; b.setAttribute("data-zb-unit", u[0]); b.textContent = u[0]; s.textContent = u[3];
        b.appendChild(s); li.appendChild(b); out.appendChild(li);
      });
      note.textContent = words.length ? "“" + field.value + "”：找到 " + hits.length + " 个单位" + (hits.length > 20 ? "，先列 20 个，请再多写几个字" : "") : first;
    });
  }

  var asked = /[?&]u=([^&]*)/.exec(location.search), name = kept();
  if (field) {
    if (asked) { try { name = decodeURIComponent(asked[1].replace(/\+/g, " ")); } catch (e) { asked = null; } }
    field.addEventListener("focus", function () { load("index", function () {}); });
    field.addEventListener("input", search);
    field.addEventListener("keydown", function (e) { var b = out.querySelector("button"); if (e.key === "Enter" && b) choose(b.getAttribute("data-zb-unit")); });
    d.addEventListener("click", function (e) {
      var b = e.target.closest && e.target.closest("[data-zb-unit],[data-zb-forget]");
      if (!b) return;
      e.preventDefault();
      if (b.hasAttribute("data-zb-unit")) { choose(b.getAttribute("data-zb-unit")); return; }
      kept("");
      try { history.replaceState(null, "", location.pathname); } catch (e2) { /* not from a disk */ }
      slots.forEach(function (slot) { slot.hidden = true; });
      field.focus();
    });
  }
  [].forEach.call(d.querySelectorAll("[data-zb-mine-name]"), function (n) { if (kept()) n.textContent = kept(); });
  if (name && slots.length) show(name);
})();
