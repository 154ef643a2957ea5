/* Comfort on top of pages that work without it: DKFDS after swaps, focus, menu, print, short messages. */
(function () {
  'use strict';

  var DKFDS = window.DKFDS;
  var SAME_TEXT_WITHIN = 1000;
  var live = document.getElementById('live');
  var lastSaid = { text: '', at: 0 };
  var started = new WeakSet();

  /* Each node starts once: a second start binds every click twice. After a swap the new nodes start. */
  var components = {
    '.form-limit': function (el) {
      var limit = new DKFDS.CharacterLimit(el);
      limit.init();
      limit.silentUpdateMessages();
    },
    '[data-module="error-summary"]': function (el) { new DKFDS.ErrorSummary(el).init(); },
    '[data-menu-toggle]': function (toggle) {
      toggle.setAttribute('aria-expanded', 'false');
      toggle.setAttribute('aria-controls', 'menu');
    }
  };

  function each(root, selector, act) {
    if (root.matches && root.matches(selector)) { act(root); }
    root.querySelectorAll(selector).forEach(act);
  }

  function enhance(root) {
    Object.keys(components).forEach(function (selector) {
      each(root, selector, function (el) {
        if (started.has(el)) { return; }
        started.add(el);
        components[selector](el);
      });
    });
    each(root, '[data-print]', function (el) { el.hidden = false; });
  }

  function say(text) {
    var now = Date.now();
    if (!text || (text === lastSaid.text && now - lastSaid.at < SAME_TEXT_WITHIN)) { return; }
    lastSaid = { text: text, at: now };
    live.textContent = text;
  }

  /* ---- Where reading goes on after #main has been swapped ---- */

  function focusStart() {
    var main = document.getElementById('main');
    var start = main && (main.querySelector('[data-module="error-summary"]') ||
      main.querySelector('[data-found]') || main.querySelector('h1'));
    if (!start) { return; }
    start.setAttribute('tabindex', '-1');
    start.focus({ preventScroll: true });
    start.scrollIntoView({ block: 'start' });
  }

  document.addEventListener('htmx:after:settle', function (event) {
    var swapped = (event.detail.newContent || []).filter(function (node) { return node.nodeType === 1; });
    swapped.forEach(function (node) { enhance(node); });
    if (swapped.some(function (node) { return node.id === 'main'; })) { focusStart(); }
  });

  /* What stands around #main follows: the page's kind, the place in the menu, and where a new log-in leads back to. */
  document.addEventListener('htmx:after:swap', function (event) {
    if (event.detail.ctx.target.id !== 'main') { return; }
    var page = new DOMParser().parseFromString(event.detail.ctx.text, 'text/html');
    var menu = page.getElementById('menu');
    var session = page.getElementById('session');
    document.body.className = page.body.className;
    if (menu) { document.getElementById('menu').innerHTML = menu.innerHTML; }
    if (session) { document.getElementById('session').dataset.login = session.dataset.login; }
  });

  /* ---- Menu on small screens, print, and short messages the server sends with HX-Trigger ---- */

  document.addEventListener('click', function (event) {
    var toggle = event.target.closest('[data-menu-toggle]');
    if (toggle) {
      event.preventDefault();
      var open = document.getElementById('menu').classList.toggle('is-open');
      toggle.setAttribute('aria-expanded', String(open));
    }
    if (event.target.closest('[data-print]')) { window.print(); }
  });

  document.addEventListener('live', function (event) { say(event.detail.text || event.detail.value); });

  document.addEventListener('DOMContentLoaded', function () {
    enhance(document);
  });
}());
