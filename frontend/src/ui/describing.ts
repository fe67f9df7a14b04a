/** The ids a control is described by, in reading order; undefined when there is nothing to read. */
export function describedBy(
  id: string,
  said: { hint?: string | undefined; error?: string | undefined },
): string | undefined {
  const ids = [said.hint && `${id}-hint`, said.error && `${id}-error`].filter(Boolean);
  return ids.length > 0 ? ids.join(" ") : undefined;
}
