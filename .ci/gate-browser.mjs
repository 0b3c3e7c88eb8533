// usage: node gate-browser.mjs GATE CHROMIUM: what a developer meets who follows the
// address in a refusal: why, the report, what an exception has to say; a list with a
// search that needs no script; nothing loaded from elsewhere; axe finds nothing serious.
import { axe } from './axe.mjs'
import { quietTab, tell, views } from './views.mjs'

const [gate, executablePath] = process.argv.slice(2)
const faults = []
const check = (ok, what) => { if (!ok) faults.push(what) }

const refused = await fetch(gate + '/tidepool/coral-2b/resolve/main/model.safetensors', { redirect: 'manual' })
const link = /http:\S+$/.exec(refused.headers.get('x-error-message') ?? '')?.[0]
check(refused.status === 403 && link, `the refusal names no page: ${refused.status} ${refused.headers.get('x-error-message')}`)
await fetch(gate + '/nordlicht/aurora-7b/resolve/main/README.md', { redirect: 'manual' })

const browser = await views(executablePath, async (browser, name, options) => {
  const { context, tab } = await quietTab(browser, name, options, gate, check)
  await tab.goto(link)
  check(await tab.getByText('Not for commercial use').count() > 0, `${name}: the page does not say why`)
  check((await tab.locator('pre').textContent()).includes('licence_sha256'), `${name}: no lines for an exception`)
  await tab.getByRole('link', { name: 'Read the report' }).click()
  check(await tab.getByText('tidepool/coral-2b').count() > 0, `${name}: no report`)
  await tab.goto(gate + '/_fineprint/')
  const all = await tab.locator('tbody tr').count()
  await tab.getByRole('searchbox').fill('coral')
  await tab.getByRole('button', { name: 'Search' }).click()
  const found = await tab.locator('tbody tr').count()
  check(found > 0 && found < all, `${name}: the search finds ${found} of ${all}`)
  await context.close()

  await axe(browser, options, name, [link, gate + '/_fineprint/'], faults)
})
await browser.close()

tell(faults, 'the gate\'s page')
