/**
 * The voting page's own entry. Kept small on purpose, so that a voter on a phone loads little and a
 * reader can check all of it: no API client, no dialogs, nothing of the other rooms.
 */
import "../ui/tokens.css";
import { mount } from "svelte";
import { leaveOnEscapeTwice, returnedAfterLeaving } from "../leave";
import { isDemo } from "./demo";
import DemoNotice from "./DemoNotice.svelte";
import StartPage from "./StartPage.svelte";

const target = document.querySelector("#app");
if (target && !returnedAfterLeaving()) {
  leaveOnEscapeTwice(window);
  mount(StartPage, { target });
  void isDemo().then((it) => {
    if (it) mount(DemoNotice, { target: document.body, anchor: target });
  });
}
