// What can be measured of a page's layout.

/** By how many pixels the whole page can be moved sideways. */
export async function sidewaysScroll(page) {
  return page.evaluate(() => document.scrollingElement.scrollWidth - document.documentElement.clientWidth);
}
