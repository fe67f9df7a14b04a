/**
 * Where "leave quickly" goes. A blank page of our own: a weather site or a search engine would tell
 * an outsider, by its address, that someone here needed to leave. An association that prefers a
 * lively page can put one there; it must be on this host.
 */
export const leaveTo = "/lamna.html";

/** Two presses of Escape within this time leave the page. */
export const escapeTwiceWithinMs = 700;

export const emergencyNumber = "112";
/** The police in Sweden when nobody is in danger; dialled without the space. */
export const policeNumber = "114 14";
