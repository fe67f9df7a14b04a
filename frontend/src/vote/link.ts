/**
 * The personal link: `/rosta#<vote id>.<token>`. The fragment reaches no server. It is taken out of the
 * address bar, where a shoulder or a screenshot would find it, and kept for this tab alone, so that a reload
 * still works: whoever opens `/rosta` without the link learns nothing of any vote.
 */

export interface Link {
  readonly voteId: string;
  readonly token: string;
  /** Both, as they stand in the address; names this voter's record on this device. */
  readonly text: string;
}

const form =
  /^#?(([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\.([A-Za-z0-9_-]{43}))[).,;>\]]*$/;
const storageKey = "link";

/** Reads a fragment; a full stop or bracket that a mail program took for part of it does no harm. */
export function readLink(fragment: string): Link | null {
  const [, text, voteId, token] = form.exec(fragment) ?? [];
  return text && voteId && token ? { text, voteId, token } : null;
}

/**
 * A link copied by hand from a slip: the whole address, what follows `#`, or, where the vote is known, only what
 * follows the full stop. Otherwise how many characters stand there of the 43 that are each voter's own.
 */
export function readTyped(written: string, voteId: string | null): Link | number {
  // A full stop at the end is the sentence's, not the link's.
  const text = written.replace(/\s/g, "").replace(/^.*#|\.$/g, "");
  const token = text.replace(/^.*\./, "");
  const vote = text.includes(".") ? text.slice(0, 36).toLowerCase() : voteId;
  return readLink(`${vote}.${token}`) ?? token.length;
}

/** From the address bar, otherwise what this tab keeps; `broken` when a link came but not whole. */
export function findLink(): Link | "broken" | null {
  const { hash } = location;
  const inAddress = readLink(hash);
  if (inAddress) return inAddress;
  // Where the page itself leads, for those who skip to its content.
  const isOurs = hash === "" || hash === "#content";
  return isOurs ? keptLink() : "broken";
}

function keptLink(): Link | null {
  try {
    return readLink(sessionStorage.getItem(storageKey) ?? "");
  } catch {
    return null;
  }
}

/** Out of the address bar and into this tab. Where a tab keeps nothing the address stays as it is. */
export function hideLink(link: Link): void {
  try {
    sessionStorage.setItem(storageKey, link.text);
  } catch {
    return;
  }
  history.replaceState(null, "", location.pathname);
}

/** On a borrowed device. The address has lost the link already, and with it this place in the history. */
export function forgetLink(): void {
  try {
    sessionStorage.removeItem(storageKey);
  } catch {
    // Then nothing was kept either.
  }
  history.replaceState(null, "", location.pathname);
}

/** Browsers inside other apps lose what a page keeps when the app closes them. */
export function isInsideAnotherApp(userAgent: string): boolean {
  return /FBAN|FBAV|FB_IAB|Instagram|Line\/|MicroMessenger|Snapchat|LinkedInApp|TikTok|GSA\/|; wv\)/.test(
    userAgent,
  );
}
