/* Weak networks: one press is enough, slow is said in words, a lost connection keeps every answer and tries again. */
(function () {
  'use strict';

  var SLOW_AFTER = 4000;
  var RELEASE_AFTER = 20000;
  var live = document.getElementById('live');
  var timers = [];
  var pressed = new WeakMap();
  var waiting = null;

  function each(root, selector, act) { root.querySelectorAll(selector).forEach(act); }

  function say(text) { document.dispatchEvent(new CustomEvent('live', { detail: { text: text } })); }

  /* ---- Slow, no connection, or trouble on the server: say so where the person is, keep every answer, try again ---- */

  function clearNotes() { each(document, '.sv-problem', function (el) { el.remove(); }); }

  function note(kind, text, form) {
    clearNotes();
    var box = document.createElement('div');
    var words = document.createElement('p');
    box.className = 'alert alert-' + kind + ' sv-problem';
    words.className = 'alert-text';
    words.textContent = text;
    box.append(words);
    if (kind === 'error') { box.setAttribute('role', 'alert'); }
    if (kind === 'error' && form) {
      var again = document.createElement('button');
      again.type = 'button';
      again.className = 'button sv-button-link';
      again.textContent = live.dataset.retry;
      again.addEventListener('click', function () { form.requestSubmit(pressed.get(form)); });
      box.append(again);
      release(form);
    }
    (form || document.getElementById('main')).append(box);
    box.scrollIntoView({ block: 'nearest' });
  }

  function lost(source) {
    waiting = source.closest && source.closest('form');
    note('error', live.dataset.offline, waiting);
  }

  document.addEventListener('htmx:error', function (event) { lost(event.target); });
  document.addEventListener('htmx:response:error', function (event) {
    if (event.detail.ctx.response.raw.status >= 500) { note('error', live.dataset.failed, event.target.closest('form')); }
  });
  document.addEventListener('htmx:before:request', function () {
    clearNotes();
    document.getElementById('main').setAttribute('aria-busy', 'true');
  });
  document.addEventListener('htmx:finally:request', function () {
    document.getElementById('main').removeAttribute('aria-busy');
    each(document, 'form', release);
  });
  window.addEventListener('online', function () {
    clearNotes();
    if (waiting && waiting.isConnected) { waiting.requestSubmit(pressed.get(waiting)); }
  });

  /* ---- One press is enough. aria-disabled, not disabled: the pressed button's own value must still be sent. ---- */

  function release(form) {
    timers.splice(0).forEach(clearTimeout);
    if (live.textContent === live.dataset.sending) { live.textContent = ''; }
    delete form.dataset.busy;
    each(form, '[aria-disabled]', function (button) { button.removeAttribute('aria-disabled'); });
    each(form, '.sv-problem.alert-info', function (slow) { slow.remove(); });
  }

  function slow(form) {
    say(live.dataset.slow);
    note('info', live.dataset.slow, form);
  }

  document.addEventListener('submit', function (event) {
    var form = event.target;
    if (form.getAttribute('method') !== 'post') { return; }
    if (form.dataset.busy || navigator.onLine === false) {
      event.preventDefault();
      event.stopImmediatePropagation();
      if (!form.dataset.busy) { pressed.set(form, event.submitter); lost(form); }
      return;
    }
    waiting = null;
    pressed.set(form, event.submitter);
    form.dataset.busy = 'true';
    if (event.submitter) { event.submitter.setAttribute('aria-disabled', 'true'); }
    say(live.dataset.sending);
    timers.push(setTimeout(slow, SLOW_AFTER, form), setTimeout(release, RELEASE_AFTER, form));
  }, true);

  window.addEventListener('pageshow', function () { each(document, 'form', release); });
}());
