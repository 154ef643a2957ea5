/* A step of the enrolment is kept while it is written: the form posts itself, and takes over its new number and version. */
(function () {
  'use strict';

  var PAUSE = 800;
  var timer = 0;
  var sending = false;

  function said(form) {
    var place = form.querySelector('.sv-saved');
    if (!place) {
      place = document.createElement('p');
      place.className = 'sv-saved sv-quiet';
      (form.querySelector('.button-group') || form.lastElementChild).before(place);
    }
    return place;
  }

  function takeOver(form, html) {
    var page = new DOMParser().parseFromString(html, 'text/html');
    var fresh = page.querySelector('form[data-autosave]');
    if (!fresh || !form.isConnected || form.dataset.busy) { return; }
    ['idempotency_key', 'version'].forEach(function (name) { form.elements[name].value = fresh.elements[name].value; });
    var text = page.getElementById('flash').textContent.trim().replace(/\s+/g, ' ');
    said(form).textContent = text;
    document.dispatchEvent(new CustomEvent('live', { detail: { text: text } }));
  }

  /* One at a time, so that on a slow line the older never lands on the newer. What fails is kept by "Fortsæt". */
  function keep(form) {
    if (form.dataset.busy || !form.isConnected || navigator.onLine === false) { return; }
    if (sending) { wait(form); return; }
    var data = new URLSearchParams(new FormData(form));
    data.set('gem', form.dataset.autosave);
    sending = true;
    fetch(form.action, { method: 'POST', body: data })
      .then(function (answer) { return answer.ok ? answer.text() : ''; })
      .then(function (html) { takeOver(form, html); })
      .catch(function () { said(form).textContent = ''; })
      .finally(function () { sending = false; });
  }

  function wait(form) {
    clearTimeout(timer);
    timer = setTimeout(keep, PAUSE, form);
  }

  /* What this page is keeping right now is not another tab: then nothing is to be warned about. */
  document.addEventListener('submit', function (event) {
    clearTimeout(timer);
    if (sending && event.target.hasAttribute('data-autosave')) { event.target.elements.version.value = ''; }
  }, true);

  ['input', 'change'].forEach(function (kind) {
    document.addEventListener(kind, function (event) {
      var form = event.target.form;
      if (!form || !form.hasAttribute('data-autosave')) { return; }
      said(form).textContent = '';
      wait(form);
    });
  });
}());
