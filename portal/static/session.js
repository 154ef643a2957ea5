/* Before a log-in ends by idling: a word in good time, one press to stay, and what was typed is saved first.
   Without this script the foot of the page says when it ends, and a link there keeps the person logged in. */
(function () {
  'use strict';

  var box = document.getElementById('session');
  var warnAfter = Number(box.dataset.warn) * 1000;
  var endAfter = Number(box.dataset.end) * 1000;
  var LOOK_EVERY = 5000;
  var others = window.BroadcastChannel ? new BroadcastChannel('session') : null;
  var begun, shown, saved, left;

  function begin() { begun = Date.now(); shown = 0; saved = left = false; }

  function tell() { if (others) { others.postMessage('here'); } }

  /* Another tab in use keeps this one alive too: they share the log-in. */
  if (others) { others.onmessage = function () { begin(); if (box.open) { box.close(); } }; }

  function stay() {
    if (box.open) { box.close(); }
    begin();
    fetch(box.dataset.stay, { redirect: 'manual', cache: 'no-store' }).then(function (answer) {
      if (answer.ok) { tell(); } else { leave(); }
    });
  }

  /* A form that can be saved half done says so itself: it has a button for going on later. */
  function save() {
    var button = document.querySelector('main form button[name="gem"][value="senere"]');
    if (!button || saved) { return Promise.resolve(); }
    saved = true;
    var data = new FormData(button.form);
    data.append('gem', 'senere');
    return fetch(button.form.action, { method: 'POST', body: data, redirect: 'manual' }).catch(function () {});
  }

  function leave() {
    if (left) { return; }
    left = true;
    var data = new FormData(box.querySelector('form[action="/log-af"]'));
    save().then(function () {
      return fetch('/log-af', { method: 'POST', body: data, redirect: 'manual' }).catch(function () {});
    }).then(function () { location.assign(box.dataset.login); });
  }

  function look() {
    var gone = Date.now() - begun;
    if (gone >= endAfter) { leave(); return; }
    if (gone < warnAfter) { return; }
    var minutes = Math.max(1, Math.ceil((endAfter - gone) / 60000));
    if (minutes !== shown) {
      shown = minutes;
      var text = minutes === 1 ? box.dataset.one : box.dataset.many;
      box.querySelector('[data-minutes]').textContent = text.replace('{minutter}', minutes);
    }
    if (!box.open) { box.showModal(); save(); }
  }

  box.addEventListener('cancel', function (event) { event.preventDefault(); stay(); });
  box.querySelector('[data-stay]').addEventListener('click', stay);
  document.addEventListener('visibilitychange', look);
  document.addEventListener('htmx:finally:request', begin);
  begin();
  tell();
  setInterval(look, LOOK_EVERY);
}());
