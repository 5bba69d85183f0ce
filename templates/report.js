"use strict";
// Adds sorting, filtering, paging and copying to what is already complete; without it nothing is missing.
(function () {
  function make(name, className, text) {
    var element = document.createElement(name);
    if (className) element.className = className;
    if (text) element.textContent = text;
    return element;
  }
  function button(text) {
    var element = make("button", "", text);
    element.type = "button";
    return element;
  }
  function copy(text, status, done) {
    function said(ok) { status.textContent = ok ? done : "Copying is not allowed here."; }
    if (!navigator.clipboard) return said(false);
    navigator.clipboard.writeText(text).then(function () { said(true); }, function () { said(false); });
  }
  var FACETS = [["segment", "Segment"], ["ae", "AE"], ["csm", "CSM"], ["month", "Month"], ["state", "State"]];
  // A list of what occurs for each facet that tells the rows apart.
  function choices(rows, kind, change) {
    return FACETS.map(function (facet) {
      var seen = {}, values = [];
      rows.forEach(function (row) {
        var value = row.dataset[facet[0]];
        if (value !== undefined && !Object.hasOwn(seen, value)) { seen[value] = true; values.push(value); }
      });
      if (values.length < 2) return null;
      var label = make("label", "filter", facet[1] + " "), select = make("select");
      select.setAttribute("aria-label", facet[1] + " of " + kind);
      select.append(new Option("All", ""));
      values.sort().forEach(function (value) { select.append(new Option(value.length > 40 ? value.slice(0, 39) + "\u2026" : value, "=" + value)); });
      select.addEventListener("change", change);
      label.append(select);
      return { name: facet[0], select: select, label: label };
    }).filter(Boolean);
  }
  // Shows the rows that match, a page at a time; print shows them all.
  function paged(rows, size, tools, noun, kind) {
    var page = 0, query = "", hits = rows, facets = [];
    var label = make("label", "filter", "Search ");
    var input = make("input");
    input.type = "search";
    input.setAttribute("aria-label", "Search " + kind);
    label.append(input);
    var back = button("Previous"), next = button("Next"), status = make("span", "status");
    var scope = make("p", "scope", "Filters narrow this list only. Every figure and chart of the report stays that of all deals in scope.");
    scope.hidden = true;
    status.setAttribute("role", "status");
    back.setAttribute("aria-label", "Previous page of " + kind);
    next.setAttribute("aria-label", "Next page of " + kind);
    function isNarrowed() {
      return query !== "" || facets.some(function (facet) { return facet.select.value !== ""; });
    }
    function match() {
      hits = rows.filter(function (row) {
        return (!query || row.textContent.toLowerCase().includes(query)) && facets.every(function (facet) {
          return facet.select.value === "" || "=" + row.dataset[facet.name] === facet.select.value;
        });
      });
      page = 0;
    }
    function show() {
      var last = Math.max(0, Math.ceil(hits.length / size) - 1);
      page = Math.min(Math.max(page, 0), last);
      rows.forEach(function (row) { row.classList.add("off"); });
      hits.slice(page * size, page * size + size).forEach(function (row) { row.classList.remove("off"); });
      back.disabled = page === 0;
      next.disabled = page === last;
      back.hidden = next.hidden = last === 0;
      scope.hidden = !isNarrowed();
      var from = hits.length ? page * size + 1 : 0;
      status.textContent = hits.length === 0 ? "No " + noun + " match"
        : from + "–" + Math.min(hits.length, page * size + size) + " of " + hits.length + " " + noun +
          (isNarrowed() ? " that match, of " + rows.length : "");
    }
    facets = choices(rows, kind, function () { match(); show(); });
    input.addEventListener("input", function () { query = input.value.trim().toLowerCase(); match(); show(); });
    back.addEventListener("click", function () { page -= 1; show(); });
    next.addEventListener("click", function () { page += 1; show(); });
    tools.append(label);
    facets.forEach(function (facet) { tools.append(facet.label); });
    tools.append(back, next, status);
    tools.after(scope);
    return {
      status: status,
      resort: function (sorted) { rows = sorted; match(); show(); },
      reveal: function (row) {
        if (rows.indexOf(row) < 0) return;
        if (hits.indexOf(row) < 0) {
          input.value = query = "";
          facets.forEach(function (facet) { facet.select.value = ""; });
          match();
        }
        page = Math.floor(hits.indexOf(row) / size);
        show();
      },
      show: show,
    };
  }
  var pagers = [];
  function key(row, column) {
    var cell = row.cells[column];
    return cell ? (cell.dataset.sort !== undefined ? cell.dataset.sort : cell.textContent.trim()) : "";
  }
  function sortable(table, body, pager) {
    Array.prototype.forEach.call(table.tHead.rows[0].cells, function (head, column) {
      // Print repeats a head only if no control is in it: there the words stand for themselves.
      var control = button(head.textContent), words = make("span", "paper", head.textContent);
      head.textContent = "";
      head.append(control, words);
      control.addEventListener("click", function () {
        var up = head.getAttribute("aria-sort") !== "ascending";
        Array.prototype.forEach.call(table.tHead.rows[0].cells, function (other) { other.removeAttribute("aria-sort"); });
        head.setAttribute("aria-sort", up ? "ascending" : "descending");
        var sorted = Array.prototype.slice.call(body.rows).map(function (row, place) { return [key(row, column), place, row]; });
        sorted.sort(function (a, b) {
          var x = Number(a[0]), y = Number(b[0]);
          var order = a[0] !== "" && b[0] !== "" && !isNaN(x) && !isNaN(y) ? x - y : a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0;
          return (up ? order : -order) || a[1] - b[1];
        });
        sorted = sorted.map(function (entry) { return entry[2]; });
        body.append.apply(body, sorted);
        pager.resort(sorted);
      });
    });
  }
  document.querySelectorAll("table[data-tool]").forEach(function (table) {
    var body = table.tBodies[0], rows = Array.prototype.slice.call(body.rows);
    if (rows.length < 2) return;
    var tools = make("div", "tools");
    table.parentElement.before(tools);
    var pager = paged(rows, 25, tools, "rows", table.caption.textContent);
    sortable(table, body, pager);
    var copier = button("Copy table");
    copier.addEventListener("click", function () {
      var lines = Array.prototype.map.call(table.rows, function (row) {
        return Array.prototype.map.call(row.cells, function (cell) { return cell.innerText.trim().replace(/\s+/g, " "); }).join("\t");
      });
      copy(lines.join("\n"), pager.status, "Table copied.");
    });
    tools.append(copier);
    pagers.push(pager);
    pager.show();
  });
  document.querySelectorAll("ol.work").forEach(function (work) {
    var items = Array.prototype.slice.call(work.children);
    if (items.length > 5) {
      var tools = make("div", "tools");
      work.before(tools);
      var pager = paged(items, 25, tools, "deals", document.getElementById(work.getAttribute("aria-labelledby")).textContent);
      pagers.push(pager);
      pager.show();
    }
    items.forEach(function (item) {
      var list = item.querySelector(".findings");
      if (!list) return;
      var name = item.querySelector("h4").textContent;
      var bar = make("p", "copy"), status = make("span", "status"), copier = button("Copy the questions");
      copier.setAttribute("aria-label", "Copy the questions on " + name);
      status.setAttribute("role", "status");
      copier.addEventListener("click", function () {
        var lines = [name];
        item.querySelectorAll(".ask").forEach(function (ask) {
          // Without what it rests on "Does this risk still stand?" cannot be answered where it is pasted.
          var why = ask.nextElementSibling;
          var ground = why && why.firstChild ? why.firstChild.textContent.trim() : "";
          lines.push("- " + ask.querySelector("b").textContent + ": " + ask.querySelector("span").textContent + (ground ? " (" + ground + ")" : ""));
        });
        copy(lines.join("\n"), status, "Copied.");
      });
      bar.append(copier, status);
      list.after(bar);
    });
  });
  // A link to something folded or on another page of a table opens the way to it.
  function reveal(id) {
    var target = id && document.getElementById(id);
    if (!target) return;
    pagers.forEach(function (pager) { pager.reveal(target.closest("tr, .work > li")); });
    for (var up = target; up; up = up.parentElement) if (up.tagName === "DETAILS") up.open = true;
    var own = target.querySelector(":scope > details");
    if (own) own.open = true;
    target.scrollIntoView();
  }
  document.addEventListener("click", function (event) {
    var link = event.target.closest && event.target.closest("a[href^='#']");
    if (link) reveal(link.getAttribute("href").slice(1));
  });
  function arrived() {
    try { reveal(decodeURIComponent(location.hash.slice(1))); } catch (error) { reveal(location.hash.slice(1)); }
  }
  window.addEventListener("hashchange", arrived);
  if (location.hash) arrived();
  var folded = [];
  window.addEventListener("beforeprint", function () {
    folded = Array.prototype.slice.call(document.querySelectorAll("details:not([open]):not(.fold):not(.fold details)"));
    folded.forEach(function (details) { details.open = true; });
  });
  window.addEventListener("afterprint", function () {
    folded.forEach(function (details) { details.open = false; });
    folded = [];
  });
})();
