// Judges the pages of a folder in Chromium: see web.sh. Usage: web.js CHROMIUM FOLDER PICTURES.
'use strict'
const fs = require('fs')
const os = require('os')
const path = require('path')
const { chromium } = require('playwright-core')
const axe = fs.readFileSync(require.resolve('axe-core'), 'utf8')
const print = console.log
console.warn = console.log = () => {} // pdf.js misses a canvas, which reading does not take
const pdfjs = require('pdfjs-dist/legacy/build/pdf.js')

const [, , executablePath, folder, pictures] = process.argv
const texts = JSON.parse(fs.readFileSync(path.join(folder, 'texts.json'), 'utf8'))
const papers = ['accessibility', 'ncmec-CA-2023-accessibility', 'sign-off'].map(name => '../acr/' + name)
const breaches = []
const counts = { pages: 0, axe: 0, trees: 0, pdfs: 0 }
const solid = text => text.replace(/\s+/g, '')

async function open(browser, options, file) {
  const page = await browser.newPage({ viewport: { width: 1000, height: 900 }, ...options })
  await page.goto('file://' + file)
  return page
}

// In the dark, of a page that was judged in the light, only rules on colors can say something else.
const colorRules = ['color-contrast', 'link-in-text-block']

async function violations(page, file, how, rules) {
  if (!rules) await page.evaluate(axe)
  const found = await page.evaluate(runOnly => axe.run(document, { resultTypes: ['violations'], ...(runOnly && { runOnly }) }), rules)
  counts.axe++
  for (const rule of found.violations)
    for (const node of rule.nodes) breaches.push(`${file} (${how}): ${rule.id}: ${rule.help}: ${node.html.slice(0, 120)}`)
}

// What the browser tells screen readers, without what is in <nav>, and without the signs of lists.
async function heard(page) {
  const client = await page.context().newCDPSession(page)
  const { nodes } = await client.send('Accessibility.getFullAXTree')
  await client.detach()
  const byId = new Map(nodes.map(node => [node.nodeId, node]))
  const walk = node => {
    const role = node.role && node.role.value
    if (role === 'navigation' || role === 'ListMarker') return ''
    if (role === 'StaticText') return node.name.value
    return (node.childIds || []).map(id => (byId.has(id) ? walk(byId.get(id)) : '')).join('')
  }
  return walk(nodes[0])
}

// The text of a PDF in the order of its structure tree.
async function tagged(file) {
  const pdf = await pdfjs.getDocument({ data: new Uint8Array(fs.readFileSync(file)), useSystemFonts: true, verbosity: 0 }).promise
  let all = ''
  for (let number = 1; number <= pdf.numPages; number++) {
    const page = await pdf.getPage(number)
    const content = await page.getTextContent({ includeMarkedContent: true })
    const marked = new Map()
    const open = []
    for (const item of content.items) {
      if (item.type && item.type.startsWith('begin')) open.push(item.id)
      else if (item.type === 'endMarkedContent') open.pop()
      else {
        const id = open.filter(Boolean).pop()
        if (id) marked.set(id, (marked.get(id) || '') + item.str)
      }
    }
    const walk = node => (node.type === 'content' ? marked.get(node.id) || '' : (node.children || []).map(walk).join(''))
    all += walk((await page.getStructTree()) || {})
  }
  await pdf.destroy()
  return all
}

function compare(file, what, said, expected) {
  if (solid(said) === solid(expected)) return
  let at = 0
  while (solid(said)[at] === solid(expected)[at]) at++
  breaches.push(`${file}: ${what} says ...${solid(said).slice(at, at + 60)}, the tags ...${solid(expected).slice(at, at + 60)}`)
}

async function main() {
  const args = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync']
  const browser = await chromium.launch({ executablePath, args })
  // One browser, a tab a processor.
  const names = [...Object.keys(texts).sort(), 'index', ...papers]
  const tab = async () => {
    let file
    const page = await browser.newPage()
    page.on('request', request => {
      if (request.url() !== 'file://' + file) breaches.push(`${file}: requests ${request.url()}`)
    })
    for (let name = names.shift(); name; name = names.shift()) {
      file = path.join(folder, 'pages', name + '.html')
      await page.setViewportSize({ width: 1000, height: 900 })
      await page.emulateMedia({ colorScheme: 'light' })
      await page.goto('file://' + file)
      await violations(page, file, 'light')
      if (texts[name]) compare(file, 'the accessibility tree', await heard(page), texts[name].heard)
      counts.trees++
      const edges = await page.evaluate(() => ['h1', 'main h2'].map(name => document.querySelector(name)?.getBoundingClientRect().left))
      if ((texts[name] || name === 'index') && !(Math.abs(edges[0] - edges[1]) <= 1)) breaches.push(`${file}: the title begins at ${edges[0]}, the text at ${edges[1]}`)
      await page.emulateMedia({ colorScheme: 'dark' })
      await violations(page, file, 'dark', colorRules)
      await page.setViewportSize({ width: 320, height: 800 })
      const width = await page.evaluate(() => document.documentElement.scrollWidth)
      if (width > 320) breaches.push(`${file}: ${width} pixels wide at 320`)
      counts.pages++
      const pdf = file.replace('.html', '.pdf')
      if (texts[name] && texts[name].seen) {
        compare(pdf, 'pdf.js', await tagged(pdf), texts[name].seen)
        counts.pdfs++
      }
    }
  }
  await Promise.all(Array.from({ length: os.cpus().length }, tab))
  // A fragment in a page of others.
  const host = path.join(folder, 'host.html')
  fs.writeFileSync(host, `<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>Host</title><link rel="stylesheet" href="ncmec.css">
<body><header>A state</header><main><h1>Children</h1>${fs.readFileSync(path.join(folder, 'part.html'), 'utf8')}</main></body></html>`)
  for (const colorScheme of ['light', 'dark']) {
    const context = await browser.newContext({ colorScheme })
    const page = await context.newPage()
    await page.goto('file://' + host)
    await violations(page, host, colorScheme)
    await context.close()
  }
  const ca = path.join(folder, 'pages', 'ncmec-CA-2023.html')
  const looks = { light: { colorScheme: 'light' }, dark: { colorScheme: 'dark' }, forced: { forcedColors: 'active', colorScheme: 'dark' },
    narrow: { viewport: { width: 320, height: 800 } } }
  for (const [name, options] of Object.entries(looks)) {
    const page = await open(browser, options, ca)
    if (name === 'forced') await violations(page, ca, name)
    await page.screenshot({ path: `${pictures}-${name}.png`, fullPage: true })
    await page.context().close()
  }
  const page = await open(browser, {}, ca)
  await page.pdf({ path: `${pictures}-print.pdf`, format: 'Letter', margin: { top: '0.6in', bottom: '0.6in', left: '0.7in', right: '0.7in' } })
  // The judge itself: a page that is spoiled is a breach.
  const before = breaches.length
  const spoiled = path.join(folder, 'spoiled.html')
  fs.writeFileSync(spoiled, fs.readFileSync(ca, 'utf8').replace('<html lang="en-US">', '<html>').replace(/--ncmec-text:#[0-9a-f]+/, '--ncmec-text:#eeeeee'))
  const bad = await open(browser, {}, spoiled)
  await violations(bad, spoiled, 'spoiled')
  const found = breaches.length
  await bad.emulateMedia({ colorScheme: 'dark' })
  await violations(bad, spoiled, 'spoiled', colorRules)
  const passes = found === before || breaches.length === found
  breaches.length = before
  if (passes) breaches.push('a spoiled page passes')
  await browser.close()
  for (const breach of breaches.slice(0, 30)) print(breach)
  print(`web: ${counts.pages} pages, ${counts.axe} judgements of axe-core, ${counts.trees} accessibility trees, ` +
    `${counts.pdfs} PDFs by pdf.js, ${breaches.length} breaches`)
  process.exit(breaches.length ? 1 : 0)
}

main().catch(error => {
  print(error)
  process.exit(1)
})
