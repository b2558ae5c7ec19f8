// Pages with the widget on them, and what tests do with it.
import { quietPage, sizes } from './setup.mjs';

export function widgetPages(browser, web, address) {
  const bar = (page) => page.locator('dragoman-widget .bar');
  const choice = (page, code) => page.locator(`dragoman-widget button[data-code="${code}"]`);
  const news = (page) => page.locator('dragoman-widget .news');

  /** A page with the widget there; all that it announces is kept. */
  async function open(name, options = {}, query = '') {
    const page = await quietPage(browser, { viewport: sizes.desktop, locale: 'en-US', ...options });
    await page.addInitScript(() => {
      window.states = [];
      document.addEventListener('dragoman:state', ({ detail }) => window.states.push({ ...detail, at: performance.now() }));
    });
    if (name.startsWith('real/')) await page.route((url) => !url.href.startsWith(web.address) && !url.href.startsWith(address), (route) => route.abort());
    await page.goto(`${web.address}/${name}${query}`, { waitUntil: 'domcontentloaded' });
    if (!options.alone) await page.waitForSelector('dragoman-widget', { state: 'attached' });
    return page;
  }
  const reached = (page, state) => page.waitForFunction((wished) => window.states.at(-1)?.state === wished, state, { timeout: 30000 });
  async function translate(page, code = 'pt') {
    await choice(page, code).click();
    await reached(page, 'translated');
  }
  async function back(page) {
    await choice(page, '').click();
    await reached(page, 'original');
  }
  const text = (page, selector) => page.textContent(selector);
  return { bar, choice, news, open, reached, translate, back, text };
}
