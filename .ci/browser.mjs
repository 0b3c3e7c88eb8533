// usage: node browser.mjs PAGE CHROMIUM: what a reader of the HTML report meets in
// a real browser: nothing is loaded or refused, sorting and filtering work, the
// page says the same without script, and axe finds nothing serious.
import { axe } from './axe.mjs'
import { tell, views } from './views.mjs'

const [page, executablePath] = process.argv.slice(2)
const url = 'file://' + page
const faults = []
const check = (ok, what) => { if (!ok) faults.push(what) }

const browser = await views(executablePath, async (browser, name, options) => {
  const context = await browser.newContext({ ...options, bypassCSP: false })
  const tab = await context.newPage()
  const requests = []
  tab.on('request', r => requests.push(r.url()))
  tab.on('console', m => { if (m.type() === 'error') faults.push(`${name}: console: ${m.text()}`) })
  tab.on('pageerror', e => faults.push(`${name}: ${e}`))
  await tab.goto(url)
  check(requests.length === 1, `${name}: ${requests.length} requests: ${requests}`)

  const rows = tab.locator('#matrix tbody tr')
  const all = await rows.count()
  await tab.fill('#filter', 'roadrunner')
  const shown = await tab.locator('#matrix tbody tr:visible').count()
  check(shown > 0 && shown < all, `${name}: filter shows ${shown} of ${all}`)
  await tab.fill('#filter', '')
  await tab.click('#matrix thead th:nth-child(2) button')
  const names = await tab.locator('#matrix tbody th').allTextContents()
  check(names.every((n, i) => i === 0 || names[i - 1].localeCompare(n, 'en', { numeric: true }) <= 0), `${name}: not sorted: ${names}`)
  check(await tab.locator('#matrix thead th:nth-child(2)').getAttribute('aria-sort') === 'ascending', `${name}: the order is not told`)

  const dead = await tab.evaluate(() => [...document.querySelectorAll('a[href^="#"]')].filter(a => !document.getElementById(decodeURIComponent(a.hash.slice(1)))).map(a => a.hash))
  check(dead.length === 0, `${name}: links that lead nowhere: ${dead.slice(0, 5)}`)
  await context.close()

  await axe(browser, options, name, [url], faults)
})

const plain = await browser.newContext({ javaScriptEnabled: false })
const tab = await plain.newPage()
await tab.goto(url)
check(await tab.locator('#matrix tbody tr').count() > 0, 'without script: no matrix')
check(!(await tab.locator('#filtering').isVisible()), 'without script: a filter that does nothing')
await browser.close()

tell(faults, page)
