/**
 * The voting page's own entry. Kept small on purpose, so that a voter on a phone loads little and a
 * reader can check all of it: no API client, no dialogs, nothing of the other rooms.
 */
import "../ui/tokens.css";
import { mount, unmount } from "svelte";
import { leaveOnEscapeTwice, returnedAfterLeaving } from "../leave";
import BallotPage from "./BallotPage.svelte";
import { isDemo } from "./demo";
import DemoNotice from "./DemoNotice.svelte";
import { findLink, readLink, type Link } from "./link";
import StartPage from "./StartPage.svelte";

const target = document.querySelector("#app");
if (target && !returnedAfterLeaving()) {
  leaveOnEscapeTwice(window);
  const link = findLink();
  if (link === null || link === "broken") {
    mount(StartPage, { target, props: { isBroken: link === "broken", onlink: open } });
  } else {
    const page = mount(BallotPage, {
      target,
      props: {
        link,
        onleave: ({ isCleared }) => {
          void unmount(page);
          mount(StartPage, { target, props: { isCleared, voteId: link.voteId, onlink: open } });
        },
      },
    });
  }
  // Another link pasted into the address bar of this tab: its own page, from the beginning.
  addEventListener("hashchange", () => {
    if (readLink(location.hash)) location.reload();
  });
  void isDemo().then((it) => {
    if (it) mount(DemoNotice, { target: document.body, anchor: target });
  });
}

/** A page of its own, in this one's place in the history: what was here before is not kept for the Back button. */
function open({ text }: Link): void {
  location.replace(`#${text}`);
}
