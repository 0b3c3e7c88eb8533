// usage: node fleet-browser.mjs FLEET TABLES CHROMIUM: what a reader meets on the
// page of the fleet and on that of its tables: a search that needs no script, whole
// reports, plots, nothing loaded from elsewhere; axe finds nothing serious.
import { axe } from './axe.mjs'
import { quietTab, tell, views } from './views.mjs'

const [fleet, tables, executablePath] = process.argv.slice(2)
const faults = []
const check = (ok, what) => { if (!ok) faults.push(what) }

const browser = await views(executablePath, async (browser, name, options) => {
  const { context, tab } = await quietTab(browser, name, options, fleet, check)
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
  const file = await context.newPage()
  file.on('request', r => check(r.url() === 'file://' + tables, `${name}: the tables ask ${r.url()}`))
  file.on('console', m => { if (m.type() === 'error') faults.push(`${name}: tables: console: ${m.text()}`) })
  await file.goto('file://' + tables)
  const drawn = await file.locator('svg rect').evaluateAll(all => all.filter(r => r.getBoundingClientRect().width > 1).length)
  check(drawn > 10, `${name}: ${drawn} bars are drawn`)
  check(await file.locator('svg rect').first().evaluate(r => getComputedStyle(r).fill) !== 'rgb(0, 0, 0)', `${name}: bars without colour`)
  await context.close()

  await axe(browser, options, name, [fleet, 'file://' + tables], faults)
})
await browser.close()

tell(faults, 'the fleet\'s pages')
