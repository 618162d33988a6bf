// Chooses light or dark before the first paint, so that the page never flashes.
// A file of its own because the content security policy allows no inline scripts.
(() => {
  var choice = null;
  try {
    choice = localStorage.getItem('kontor.mode');
  } catch (_) {
    // Storage may be blocked; the system setting then decides.
  }
  if (choice !== 'light' && choice !== 'dark') {
    choice = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
  }
  document.documentElement.setAttribute('data-theme', choice);
})();
