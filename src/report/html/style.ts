import { chromeStyle } from './style-chrome.ts';
import { contentStyle } from './style-content.ts';
import { waterfallStyle } from './style-waterfall.ts';

/** The page's style sheet. A change of it needs the new hash in policy.ts; the test names it. */
export const style = `${chromeStyle}${contentStyle}${waterfallStyle}`;
