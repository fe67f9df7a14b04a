/**
 * The voting page's own entry. Kept small on purpose, so that a voter on a phone loads little and a
 * reader can check all of it: no API client, no dialogs, nothing of the other rooms.
 */
import "../ui/tokens.css";
import { mount } from "svelte";
import { leaveOnEscapeTwice, returnedAfterLeaving } from "../leave";
import BallotPage from "./BallotPage.svelte";
import { findLink, readLink } from "./link";
import StartPage from "./StartPage.svelte";

const target = document.querySelector("#app");
if (target && !returnedAfterLeaving()) {
  leaveOnEscapeTwice(window);
  const link = findLink();
  if (link === null || link === "broken") {
    mount(StartPage, { target, props: { isBroken: link === "broken" } });
  } else mount(BallotPage, { target, props: { link } });
  // Another link pasted into the address bar of this tab: its own page, from the beginning.
  addEventListener("hashchange", () => {
    if (readLink(location.hash)) location.reload();
  });
}
