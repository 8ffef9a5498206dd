/** Machines without a font of emoji would show boxes. */
const drawings: Readonly<Record<string, string>> = {
  '✅': '<rect x="1" y="1" width="14" height="14" rx="3" fill="#2da44e"/><path d="m4.5 8.2 2.4 2.4 4.6-5" stroke="#fff" stroke-width="2" fill="none"/>',
  '❌': '<path d="m3 3 10 10M13 3 3 13" stroke="#d1242f" stroke-width="3.2" stroke-linecap="round"/>',
  '💥': '<path d="m8 .5 1.8 3.7 3.9-1.6-1.2 4 3.2 2-3.6 1.6.9 4.2-3.5-2.1L6.7 15.5l-.7-3.6-4.3.9 1.9-3.6L.5 6.7l3.9-.6-.4-4 3 2z" fill="#e16f24"/><path d="m8 5 .9 2 2 .2-1.5 1.5.3 2.1L8 9.8l-1.7 1 .3-2.1L5.1 7.2l2-.2z" fill="#ffd33d"/>',
  '⚠️': '<path d="M8 1 15.5 14.5H.5z" fill="#ffcc33" stroke="#b98500" stroke-width=".6"/><path d="M8 5.5v4.5m0 1.6v1" stroke="#222" stroke-width="1.7"/>',
  '⏭️': '<rect x=".5" y=".5" width="15" height="15" rx="3" fill="#3b8eea"/><path d="M3 4.5 7 8l-4 3.5zM7.5 4.5l4 3.5-4 3.5zM11.8 4.5h1.4v7h-1.4z" fill="#fff"/>',
  '🔁': '<rect x=".5" y=".5" width="15" height="15" rx="3" fill="#3b8eea"/><path d="M3.5 7.5V6.5a2 2 0 0 1 2-2H12m-2-2 2 2-2 2M12.5 8.5v1a2 2 0 0 1-2 2H4m2 2-2-2 2-2" stroke="#fff" stroke-width="1.4" fill="none"/>',
  '🗑️': '<path d="M3 4.5h10l-1 10.5H4zM2 3h12M6 3V1.5h4V3" fill="#c8ced4" stroke="#6e7781"/>',
  '🔺': '<path d="M8 2 15 14H1z" fill="#d1242f"/>',
  '🔽': '<rect x=".5" y=".5" width="15" height="15" rx="3" fill="#3b8eea"/><path d="M4 6h8l-4 5z" fill="#fff"/>',
  ℹ️: '<rect x=".5" y=".5" width="15" height="15" rx="3" fill="#3b8eea"/><path d="M8 7v5M8 3.5v1.7" stroke="#fff" stroke-width="2"/>',
};

/** HTML with the emoji that our templates use as drawings. */
export function withDrawnEmoji(html: string): string {
  return Object.entries(drawings).reduce(
    (text, [emoji, shape]) =>
      text.replaceAll(emoji, `<svg viewBox="0 0 16 16" width="1em" height="1em" style="vertical-align:-.12em">${shape}</svg>`),
    html,
  );
}
