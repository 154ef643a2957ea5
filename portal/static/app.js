/* Comfort on top of pages that work without it: DKFDS after swaps, focus, double submit, no connection, menu, print. */
(function () {
  'use strict';

  var DKFDS = window.DKFDS;
  var SLOW_AFTER = 4000;
  var RELEASE_AFTER = 20000;
  var SAME_TEXT_WITHIN = 1000;
  var live = document.getElementById('live');
  var lastSaid = { text: '', at: 0 };
  var started = new WeakSet();
  var timers = [];

  /* DKFDS' init may run once per page only: a second run binds every click twice. After a swap each new node starts alone. */
  var components = {
    '.form-limit': function (el) { new DKFDS.CharacterLimit(el).init(); },
    '[data-module="error-summary"]': function (el) { new DKFDS.ErrorSummary(el).init(); }
  };

  function each(root, selector, act) {
    if (root.matches && root.matches(selector)) { act(root); }
    root.querySelectorAll(selector).forEach(act);
  }

  function enhance(root, alreadyStarted) {
    Object.keys(components).forEach(function (selector) {
      each(root, selector, function (el) {
        if (started.has(el)) { return; }
        started.add(el);
        if (!alreadyStarted) { components[selector](el); }
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
    var start = main && (main.querySelector('[data-module="error-summary"]') || main.querySelector('h1'));
    if (!start) { return; }
    start.setAttribute('tabindex', '-1');
    start.focus({ preventScroll: true });
    start.scrollIntoView({ block: 'start' });
  }

  document.addEventListener('htmx:after:settle', function (event) {
    var swapped = (event.detail.newContent || []).filter(function (node) { return node.nodeType === 1; });
    swapped.forEach(function (node) { enhance(node, false); });
    if (swapped.some(function (node) { return node.id === 'main'; })) { focusStart(); }
  });

  /* ---- No connection, or trouble on the server: say so where the person is, and keep every answer ---- */

  function clearProblem() { each(document, '.sv-problem', function (el) { el.remove(); }); }

  function showProblem(text, source) {
    clearProblem();
    var form = source && source.closest ? source.closest('form') : null;
    var box = document.createElement('div');
    box.className = 'alert alert-error sv-problem';
    box.setAttribute('role', 'alert');
    var words = document.createElement('p');
    words.className = 'alert-text';
    words.textContent = text;
    box.append(words);
    if (form) {
      var again = document.createElement('button');
      again.type = 'submit';
      again.className = 'button sv-button-link';
      again.textContent = live.dataset.retry;
      box.append(again);
      release(form);
    }
    (form || document.getElementById('main')).append(box);
    box.scrollIntoView({ block: 'nearest' });
  }

  document.addEventListener('htmx:error', function (event) { showProblem(live.dataset.offline, event.target); });
  document.addEventListener('htmx:response:error', function (event) {
    if (event.detail.ctx.response.raw.status >= 500) { showProblem(live.dataset.failed, event.target); }
  });
  document.addEventListener('htmx:before:request', function () {
    clearProblem();
    document.getElementById('main').setAttribute('aria-busy', 'true');
  });
  document.addEventListener('htmx:finally:request', function () {
    document.getElementById('main').removeAttribute('aria-busy');
    each(document, 'form', release);
  });
  window.addEventListener('online', clearProblem);

  /* ---- One press is enough. aria-disabled, not disabled: the pressed button's own value must still be sent. ---- */

  function release(form) {
    timers.splice(0).forEach(clearTimeout);
    if (live.textContent === live.dataset.sending) { live.textContent = ''; }
    delete form.dataset.busy;
    each(form, '[aria-disabled]', function (button) { button.removeAttribute('aria-disabled'); });
  }

  document.addEventListener('submit', function (event) {
    var form = event.target;
    if (form.getAttribute('method') !== 'post') { return; }
    if (form.dataset.busy || navigator.onLine === false) {
      event.preventDefault();
      event.stopImmediatePropagation();
      if (!form.dataset.busy) { showProblem(live.dataset.offline, form); }
      return;
    }
    form.dataset.busy = 'true';
    if (event.submitter) { event.submitter.setAttribute('aria-disabled', 'true'); }
    say(live.dataset.sending);
    timers.push(setTimeout(say, SLOW_AFTER, live.dataset.slow), setTimeout(release, RELEASE_AFTER, form));
  }, true);

  window.addEventListener('pageshow', function () { each(document, 'form', release); });

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
    DKFDS.init();
    enhance(document, true);
    each(document, '[data-menu-toggle]', function (toggle) {
      toggle.setAttribute('aria-expanded', 'false');
      toggle.setAttribute('aria-controls', 'menu');
    });
  });
}());
