/**
 * An attachment for what holds a page: moves the focus to the page's h1 as soon as it is there, so
 * that a screen reader reads where one has come.
 */
export function focusHeading(holder: Element): (() => void) | undefined {
  const focus = (): boolean => {
    const heading = holder.querySelector<HTMLElement>("h1");
    heading?.focus({ preventScroll: true });
    return heading !== null;
  };
  if (focus()) return undefined;
  const watch = new MutationObserver(() => {
    if (focus()) watch.disconnect();
  });
  watch.observe(holder, { childList: true, subtree: true });
  return () => watch.disconnect();
}
