// What every page of ours has to be in a browser: no wider than the window, and
// without anything that axe calls serious. axe is put in from outside, which the
// pages' own policy forbids.
import { readFileSync } from 'node:fs'

export async function axe (browser, options, name, urls, faults) {
  const context = await browser.newContext({ ...options, bypassCSP: true })
  const tab = await context.newPage()
  for (const url of urls) {
    await tab.goto(url)
    const wider = await tab.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
    if (wider > 1) faults.push(`${name}: ${url} is ${wider} pixels wider than the window`)
    await tab.addScriptTag({ content: readFileSync(new URL('./node_modules/axe-core/axe.min.js', import.meta.url), 'utf8') })
    const { violations } = await tab.evaluate(() => globalThis.axe.run())
    for (const v of violations.filter(v => ['serious', 'critical'].includes(v.impact))) {
      faults.push(`${name}: axe: ${url}: ${v.id}: ${v.help} (${v.nodes.length}): ${v.nodes[0].html.slice(0, 200)}`)
    }
  }
  await context.close()
}
