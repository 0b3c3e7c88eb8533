// usage: node fleet-browser.mjs FLEET CHROMIUM: what a reader meets on the page of
// the fleet: a search that needs no script, whole reports, nothing loaded from
// elsewhere; axe finds nothing serious.
import { readFileSync } from 'node:fs'
import { chromium } from 'playwright-core'

const [fleet, executablePath] = process.argv.slice(2)
const faults = []
const check = (ok, what) => { if (!ok) faults.push(what) }

const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] })
for (const [name, options] of [
  ['desktop', { viewport: { width: 1400, height: 900 } }],
  ['phone, dark', { viewport: { width: 390, height: 800 }, colorScheme: 'dark' }]
]) {
  const context = await browser.newContext({ ...options, javaScriptEnabled: false })
  const tab = await context.newPage()
  tab.on('request', r => check(r.url().startsWith(fleet), `${name}: asks ${r.url()}`))
  tab.on('console', m => { if (m.type() === 'error' && !m.text().includes('favicon')) faults.push(`${name}: console: ${m.text()}`) })
  await tab.goto(fleet)
  const all = await tab.locator('tbody tr').count()
  await tab.getByLabel('Terms from upstream').selectOption('any')
  await tab.getByRole('button', { name: 'Search' }).click()
  const inherited = await tab.locator('tbody tr').count()
  check(inherited > 0 && inherited < all, `${name}: terms from upstream: ${inherited} of ${all}`)
  await tab.getByLabel('Name').fill('coral')
  await tab.getByLabel('Terms from upstream').selectOption('')
  await tab.getByRole('button', { name: 'Search' }).click()
  check(await tab.locator('tbody tr').count() === 1, `${name}: the search by name`)
  await tab.locator('tbody a').first().click()
  check(await tab.getByText('tidepool/coral-2b').count() > 0, `${name}: no report`)
  await context.close()

  // axe is put in from outside, which the page's own policy forbids.
  const testing = await browser.newContext({ ...options, bypassCSP: true })
  const other = await testing.newPage()
  await other.goto(fleet)
  if (process.env.SHOTS) await other.screenshot({ path: `${process.env.SHOTS}/${name.slice(0, 5)}.png`, fullPage: true })
  const wider = await other.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  check(wider <= 1, `${name}: the page is ${wider} pixels wider than the window`)
  await other.addScriptTag({ content: readFileSync(new URL('./node_modules/axe-core/axe.min.js', import.meta.url), 'utf8') })
  const { violations } = await other.evaluate(() => globalThis.axe.run())
  for (const v of violations.filter(v => ['serious', 'critical'].includes(v.impact))) {
    faults.push(`${name}: axe: ${v.id}: ${v.help}: ${v.nodes[0].html.slice(0, 200)}`)
  }
  await testing.close()
}
await browser.close()

for (const f of faults) console.log('BAD  ' + f)
if (faults.length === 0) console.log('OK   browser                the fleet\'s page')
process.exit(faults.length === 0 ? 0 : 1)
