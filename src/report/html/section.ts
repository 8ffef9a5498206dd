import { html, type Markup } from './markup.ts';

export function section(id: string, title: string, note: string, body: Markup): Markup {
  return html`<section class="sec" id="${id}" aria-labelledby="${id}-h">
    <header class="sh">
      <h2 id="${id}-h">${title}</h2>
      <p>${note}</p>
    </header>
    ${body}
  </section>`;
}
