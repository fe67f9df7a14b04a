import "./ui/tokens.css";
import { mount } from "svelte";
import { association } from "./association.svelte";
import { language } from "./language.svelte";
import { leaveOnEscapeTwice, returnedAfterLeaving } from "./leave";
import { loadMessages } from "./messages/index.svelte";
import { router } from "./router.svelte";
import App from "./shell/App.svelte";

async function start(target: Element): Promise<void> {
  leaveOnEscapeTwice(window);
  void association.load();
  await loadMessages(language.current);
  router.start();
  mount(App, { target });
}

const target = document.querySelector("#app");
if (target && !returnedAfterLeaving()) void start(target);
