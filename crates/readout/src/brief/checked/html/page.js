'use strict';
(() => {
  const notes = [...document.querySelectorAll('article.note')];
  let here = -1;
  const show = (element, focus) => {
    element.scrollIntoView({block: 'nearest'});
    focus.focus({preventScroll: true});
  };
  const go = step => {
    const next = here + step;
    if (next < 0 || next >= notes.length) return;
    here = next;
    show(notes[here], notes[here]);
  };
  document.addEventListener('keydown', event => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'j') go(1);
    if (event.key === 'k') go(-1);
  });
  document.addEventListener('focusin', event => {
    const note = event.target.closest && event.target.closest('article.note');
    if (note) here = notes.indexOf(note);
  });
  // A mark leads to its note; where both are in sight, nothing jumps.
  document.addEventListener('click', event => {
    const link = event.target.closest && event.target.closest('a.hit[href], a.call');
    const note = link && document.getElementById(link.hash.slice(1));
    if (!note) return;
    event.preventDefault();
    here = notes.indexOf(note);
    history.replaceState(null, '', link.hash);
    show(note, note);
  });
})();
