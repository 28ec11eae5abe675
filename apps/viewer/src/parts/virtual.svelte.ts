import {
  elementScroll,
  observeElementOffset,
  observeElementRect,
  type VirtualItem,
  Virtualizer,
} from '@tanstack/virtual-core';

/** Which rows of a long list are on the screen. All rows have the same height. */
export class VirtualRows {
  items = $state.raw<readonly VirtualItem[]>([]);
  height = $state(0);
  #virtualizer: Virtualizer<HTMLElement, Element> | undefined;

  /** For an `$effect` that depends on the number of rows; gives its end. */
  watch(element: HTMLElement, count: number, rowHeight: number): () => void {
    const virtualizer = new Virtualizer<HTMLElement, Element>({
      count,
      getScrollElement: () => element,
      estimateSize: () => rowHeight,
      overscan: 12,
      initialOffset: element.scrollTop,
      scrollToFn: elementScroll,
      observeElementRect,
      observeElementOffset,
      onChange: (now) => this.#show(now),
    });
    const end = virtualizer._didMount();
    virtualizer._willUpdate();
    this.#virtualizer = virtualizer;
    this.#show(virtualizer);
    return end;
  }

  scrollTo(index: number): void {
    this.#virtualizer?.scrollToIndex(index);
  }

  #show(virtualizer: Virtualizer<HTMLElement, Element>): void {
    this.items = virtualizer.getVirtualItems();
    this.height = virtualizer.getTotalSize();
  }
}
