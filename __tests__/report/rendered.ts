import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import { type DefaultTreeAdapterTypes, ErrorCodes, parse } from 'parse5';
import { expect } from 'vitest';

type Node = DefaultTreeAdapterTypes.ChildNode;
export type Element = DefaultTreeAdapterTypes.Element;

export interface Page {
  /** All elements in document order, those of the frame (html, head, body) left out. */
  readonly elements: readonly Element[];
  /** Wrong nesting, unclosed or unopened elements, as the HTML standard calls them. */
  readonly errors: readonly string[];
}

/** Markdown as GitHub renders it, before its sanitizer: what would be active is still there to be found. */
export function renderMarkdown(markdown: string): Page {
  return readPage(`<!doctype html><html><head></head><body>${markdownHtml(markdown)}</body></html>`);
}

function markdownHtml(markdown: string): string {
  return micromark(markdown, { allowDangerousHtml: true, extensions: [gfm()], htmlExtensions: [gfmHtml()] });
}

export function readPage(html: string): Page {
  const errors: string[] = [];
  const document = parse(html, {
    onParseError: ({ code, startLine }) => {
      // A noncharacter such as U+FDD0 is a text like any other: nothing begins or ends with it.
      if (code !== ErrorCodes.noncharacterInInputStream) errors.push(`${code} in line ${startLine}`);
    },
  });
  const elements: Element[] = [];
  const visit = (node: Node): void => {
    if (!('tagName' in node)) return;
    if (!['html', 'head', 'body'].includes(node.tagName)) elements.push(node);
    node.childNodes.forEach(visit);
  };
  document.childNodes.forEach(visit);
  return { elements, errors };
}

export function childTags(node: Element): readonly Element[] {
  return node.childNodes.filter((child) => 'tagName' in child);
}

export function tagsIn(node: Element): readonly Element[] {
  return childTags(node).flatMap((child) => [child, ...tagsIn(child)]);
}

/** Text of an element without that of elements of `except`. */
export function textOf(node: Element, except: readonly string[] = []): string {
  return node.childNodes
    .map((child) => {
      if ('tagName' in child) return except.includes(child.tagName) ? ' ' : textOf(child, except);
      return 'value' in child ? child.value : '';
    })
    .join('');
}

export function attribute(node: Element, name: string): string | undefined {
  return node.attrs.find((attr) => attr.name === name)?.value;
}

/** Well-formed, every table rectangular, every fold with its summary first, and no table row that became a paragraph. */
export function expectSound(markdown: string): Page {
  const page = renderMarkdown(markdown);
  expect(page.errors).toEqual([]);
  for (const element of page.elements) {
    if (element.tagName === 'table') {
      const widths = tagsIn(element)
        .filter(({ tagName }) => tagName === 'tr')
        .map((row) => childTags(row).length);
      expect(new Set(widths).size).toBe(1);
    }
    if (element.tagName === 'details') expect(childTags(element)[0]?.tagName).toBe('summary');
    if (element.tagName === 'p') expect(textOf(element, ['code'])).not.toMatch(/^\s*\||^\s*#{1,6} |^\s*```/);
  }
  return page;
}
