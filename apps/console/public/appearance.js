/* Before the first paint, so that nobody who chose dark sees a white flash. The rest is in src/theme/appearance.ts. */
try {
  var chosen = localStorage.getItem('parley.appearance');
  if (chosen === 'light' || chosen === 'dark') document.documentElement.dataset.appearance = chosen;
} catch {
  /* storage is forbidden: the system decides */
}
