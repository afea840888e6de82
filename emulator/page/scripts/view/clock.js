// Keeps relative times ("5 minutes ago") true while the page is open.

import { relative } from '../text/time.js';

const EVERY = 1000;

export function keepRelativeTimes(root) {
  setInterval(() => {
    for (const node of root.querySelectorAll('time[data-relative]')) {
      const locale = node.closest('[data-locale]')?.dataset.locale ?? 'en';
      const text = relative(new Date(Number(node.dataset.relative) * 1000), locale);
      if (node.textContent !== text) node.textContent = text;
    }
  }, EVERY);
}
