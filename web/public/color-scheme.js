// Runs before the first paint, so that a dark screen never flashes white. The key is that of src/theme/color-scheme.ts.
;(() => {
  let chosen = null
  try {
    chosen = localStorage.getItem('besedka-color-scheme')
  } catch {}
  const dark = chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  document.documentElement.dataset.mantineColorScheme = dark ? 'dark' : 'light'
})()
