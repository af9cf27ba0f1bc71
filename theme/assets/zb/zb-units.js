/* “我的单位”: chosen once, kept on this device, brought up elsewhere. ES5; data come as scripts. */
(function () {
  var d = document, here = d.querySelector("script[src*='zb-units.js']").getAttribute("src").replace(/assets\/.*/, ""),
    slots = all("[data-zb-mine]", d), field = d.getElementById("unit-q"), out = d.getElementById("unit-found"), note = d.getElementById("unit-n"),
    first = note && note.textContent, got = {}, waiting = {};
  function all(sel, at) { return [].slice.call(at.querySelectorAll(sel)); }

  window.zbUnits = function (part, data) {
    got[part] = data;
    waiting[part].forEach(function (then) { then(data); });
  };
  function load(part, then) {
    var s = d.createElement("script");
    if (got[part]) then(got[part]);
    else if (waiting[part]) waiting[part].push(then);
    else {
      waiting[part] = [then];
      s.src = here + "data/units/" + part + ".js";
      s.onerror = function () { delete waiting[part]; if (note) note.textContent = "没有读到，请刷新再试。"; };
      d.head.appendChild(s);
    }
  }
  function kept(name) {                                  /* read, write, or forget ("") */
    try {
      if (name === undefined) return localStorage.getItem("zb-unit");
      if (name) localStorage.setItem("zb-unit", name); else localStorage.removeItem("zb-unit");
    } catch (e) { /* not kept */ }
  }
  function address(to) { try { history.replaceState(null, "", to); } catch (e) { /* disk */ } }
  function fold(t) { return t.toLowerCase().replace(/[\uff01-\uff5e]/g, function (c) { return String.fromCharCode(c.charCodeAt(0) - 65248); }).replace(/\s/g, ""); }
  function find(list, name) {
    function named(among) { return list.filter(function (u) { return among(u).map(fold).indexOf(fold(name)) >= 0; }); }
    var same = named(function (u) { return [u[0]]; });
    if (!same.length) same = named(function (u) { return u[1].split("|"); });
    return same.length === 1 && same[0];
  }
  function turn(box) {                                   /* with the day in Shanghai; on a disk folders have no page */
    var iso = new Date(Date.now() + 288e5).toISOString().slice(0, 10);
    all("[data-zb-status]", box).forEach(function (n) {
      var t = JSON.parse(n.getAttribute("data-zb-turns")).filter(function (one) { return one[0] <= iso; }).pop();
      if (t) { n.className = "zb-status zb-status--" + t[1]; n.textContent = t[2]; }
    });
    all("[data-zb-due]", box).forEach(function (n) {
      var left = Math.round((Date.parse(n.getAttribute("data-zb-due")) - Date.parse(iso)) / 864e5);
      n.textContent = left < 0 ? "（已截止）" : left ? "还有 " + left + " 天" : "今天截止";
    });
    if (location.protocol === "file:") all("a", box).forEach(function (a) { a.setAttribute("href", a.getAttribute("href").replace(/\/(?=$|[?#])/, "/index.html")); });
  }
  function fill(slot, name, cards) {
    var only = slot.getAttribute("data-zb-mine"), none = part("none"), box = part("cards"),
      mine = cards.filter(function (c) { return !only || c[0] === only; });
    function part(p) { return slot.querySelector("[data-zb-slot=" + p + "]"); }
    part("name").textContent = name;
    box.innerHTML = mine.map(function (c) { return c[1].split("{r}").join(here); }).join("");
    if (none) none.hidden = mine.length;
    turn(box);
    if (window.zbHint) window.zbHint(box);
    slot.hidden = false;
  }
  function show(name, then) {
    load("index", function (list) {
      var unit = find(list, name);
      if (unit) load(unit[2], function (part) {
        slots.forEach(function (slot) { fill(slot, unit[0], part[unit[0]] || []); });
        if (then) then();
      });
      else if (field) { field.value = name; search(); }
    });
  }
  function choose(name) {
    kept(name);
    address("?u=" + encodeURIComponent(name));
    show(name, function () { var h = d.getElementById("mine"); h.focus(); h.scrollIntoView(); });
  }
  function search() {
    load("index", function (list) {
      var words = field.value.split(/\s+/).map(fold).filter(Boolean), hits = list.filter(function (u) {
        return words.length && words.every(function (w) { return fold(u[0] + u[1] + u[3]).indexOf(w) >= 0; });
      });
      out.textContent = "";
      hits.slice(0, 20).forEach(function (u) {
        var b = d.createElement("button"), s = d.createElement("small");
        b.type = "button"; b.setAttribute("data-zb-unit", u[0]); b.textContent = u[0]; s.textContent = u[3];
        b.appendChild(s); out.appendChild(d.createElement("li")).appendChild(b);
      });
      note.textContent = words.length ? "“" + field.value + "”：找到 " + hits.length + " 个单位" + (hits.length > 20 ? "，先列 20 个" : "") : first;
    });
  }

  var asked = field && /[?&]u=([^&]*)/.exec(location.search), name = kept();
  all("[data-zb-mine-name]", d).forEach(function (n) { if (name) n.textContent = name; });
  if (field) {
    try { if (asked) name = decodeURIComponent(asked[1].replace(/\+/g, " ")); } catch (e) { /* none */ }
    field.addEventListener("focus", function () { load("index", function () {}); });
    field.addEventListener("input", search);
    field.addEventListener("keydown", function (e) { if (e.key === "Enter" && out.firstChild) out.firstChild.firstChild.click(); });
    d.addEventListener("click", function (e) {
      var b = e.target.closest && e.target.closest("[data-zb-unit],[data-zb-forget]");
      if (!b) return;
      e.preventDefault();
      if (b.hasAttribute("data-zb-unit")) return choose(b.getAttribute("data-zb-unit"));
      kept("");
      address(location.pathname);
      slots[0].hidden = true;
      field.focus();
    });
  }
  if (name && slots.length) show(name);
})();
