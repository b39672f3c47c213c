// Runs before the first paint, so that a chosen theme never flashes the other one.
(() => {
  try {
    const choice = JSON.parse(localStorage.getItem('console.preferences') || '{}');
    const root = document.documentElement;
    if (choice.theme === 'light' || choice.theme === 'dark') {
      root.dataset.theme = choice.theme;
      document.querySelector('meta[name="color-scheme"]').content = choice.theme;
    }
    if (choice.language === 'en') root.lang = 'en';
  } catch {
    // A browser that withholds storage simply follows the system's theme.
  }
})();
