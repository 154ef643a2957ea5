/* Runs in <head>, right after the style sheet. Reading one style makes Chromium notice our @view-transition before the
   page is first drawn; without it every third navigation loses its transition and reports an error. */
getComputedStyle(document.documentElement).getPropertyValue('color');
