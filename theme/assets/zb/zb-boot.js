/* Before first paint: say that scripts run, and put the reader's settings on <html>. Small, blocking, no page needs it. */
(function () {
  var root = document.documentElement, known = { text: "large larger", scheme: "light dark contrast", mode: "elder" }, k, v;
  root.className += " zb-has-js" + (/[?&]q=./.test(location.search) ? " zb-asked" : "");
  for (k in known) {
    try { v = localStorage.getItem("zb-" + k); } catch (e) { v = null; }        /* storage may be forbidden */
    if (v && (" " + known[k] + " ").indexOf(" " + v + " ") >= 0) root.setAttribute("data-zb-" + k, v);
  }
})();
