// What the scripts that look at our pages share: the windows they look through, and
// how they tell what is wrong.
import { chromium } from 'playwright-core'

// views runs look(browser, name, options) for a wide window and a narrow, dark one.
export async function views (executablePath, look) {
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] })
  for (const [name, options] of [
    ['desktop', { viewport: { width: 1400, height: 900 } }],
    ['phone, dark', { viewport: { width: 390, height: 800 }, colorScheme: 'dark' }]
  ]) await look(browser, name, options)
  return browser
}

// quietTab opens a page that may ask its own site alone, and runs no script.
export async function quietTab (browser, name, options, site, check) {
  const context = await browser.newContext({ ...options, javaScriptEnabled: false })
  const tab = await context.newPage()
  tab.on('request', r => check(r.url().startsWith(site), `${name}: asks ${r.url()}`))
  tab.on('console', m => check(m.type() !== 'error' || m.text().includes('favicon'), `${name}: console: ${m.text()}`))
  return { context, tab }
}

// tell says what is wrong with what, and ends the program by it.
export function tell (faults, what) {
  for (const f of faults) console.log('BAD  ' + f)
  if (faults.length === 0) console.log('OK   browser                ' + what)
  process.exit(faults.length === 0 ? 0 : 1)
}
