'use strict';
(() => {
  const byId = id => document.getElementById(id);
  const filter = byId('filter'), shown = byId('shown'), help = byId('help');
  const entries = [...document.querySelectorAll('#brief .entry, #brief .sources > li')];
  // Made when the filter is first used: a page of five hundred documents should not wait for it.
  let haystack;
  let here = -1;

  const visible = i => i >= 0 && i < entries.length && entries[i].offsetParent !== null;
  const go = step => {
    let next = here + step;
    while (next >= 0 && next < entries.length && !visible(next)) next += step;
    if (!visible(next)) return;
    here = next;
    const entry = entries[here];
    if (!entry.hasAttribute('tabindex')) entry.tabIndex = -1;
    entry.focus({preventScroll: true});
    entry.scrollIntoView({block: 'nearest'});
  };

  const search = () => {
    const words = filter.value.toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    haystack ||= entries.map(e => e.textContent.toLowerCase());
    entries.forEach((entry, i) => {
      entry.hidden = !words.every(word => haystack[i].includes(word));
      if (!entry.hidden) count++;
    });
    document.querySelectorAll('#brief .group').forEach(group => {
      group.hidden = words.length > 0 && !group.querySelector('.entry:not([hidden])');
    });
    shown.textContent = words.length ? shown.dataset.pattern.replace('{count}', count) : '';
    here = -1;
  };

  const keys = {
    j: () => go(1),
    k: () => go(-1),
    b: () => visible(here) && entries[here].focus(),
    '/': () => filter.focus(),
    '?': () => help.open ? help.close() : help.showModal(),
  };

  document.addEventListener('keydown', event => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target === filter) {
      if (event.key === 'Escape') { filter.value = ''; search(); filter.blur(); }
      if (event.key === 'Enter') { filter.blur(); go(1); }
      return;
    }
    if (event.key === 'Enter' && event.target === entries[here]) {
      const link = entries[here].querySelector('a.words, a.cite, a.number, a.title');
      if (link) link.click();
      return;
    }
    const action = keys[event.key];
    if (!action) return;
    event.preventDefault();
    action();
  });
  document.addEventListener('focusin', event => {
    const entry = event.target.closest && event.target.closest('#brief .entry, #brief .sources > li');
    if (entry) here = entries.indexOf(entry);
  });

  // Paper cannot be unfolded.
  let folded = [];
  addEventListener('beforeprint', () => {
    folded = [...document.querySelectorAll('#brief details:not([open])')];
    folded.forEach(details => { details.open = true; });
  });
  addEventListener('afterprint', () => folded.forEach(details => { details.open = false; }));

  // A link to what is folded unfolds it, and lights up every piece of what is told in several.
  const unfold = () => {
    const target = location.hash.length > 1 && byId(decodeURIComponent(location.hash.slice(1)));
    for (let at = target && target.parentElement; at; at = at.parentElement) if (at.tagName === 'DETAILS') at.open = true;
    document.querySelectorAll('.lit').forEach(piece => piece.classList.remove('lit'));
    if (!target) return;
    document.querySelectorAll('.p-' + CSS.escape(target.id)).forEach(piece => piece.classList.add('lit'));
  };
  addEventListener('hashchange', unfold);
  unfold();

  filter.addEventListener('input', search);
  byId('keys').addEventListener('click', () => help.showModal());
  document.querySelector('.tools').hidden = false;
})();
