package dev.reelport.testing.youtube;

/** Unusual ways in which a list can be cut into pages; each is legal or was seen. */
public enum PageQuirk {
  /** Pages hold fewer items than asked for and are followed by others; no item is lost. */
  SHORT_PAGES,
  /** The last page with items has a next page token; the page behind it is empty. */
  EMPTY_LAST_PAGE,
  /** Every page's next page token is the one it was asked with: a loop. */
  SAME_TOKEN,
  /** There is always one more page; the items come round again. */
  ENDLESS
}
