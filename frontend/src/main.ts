import "./ui/tokens.css";
import { mount } from "svelte";
import { association } from "./association.svelte";
import { language } from "./language.svelte";
import { leaveOnEscapeTwice, returnedAfterLeaving } from "./leave";
import { loadMessages } from "./messages/index.svelte";
import { router } from "./router.svelte";
import { routes } from "./routes";
import { session } from "./session.svelte";
import App from "./shell/App.svelte";

/** What the first page needs is asked for at once, side by side; where something fails, the page itself says so. */
function askAhead(): void {
  void association.load();
  const { match } = router.here;
  if (match === null) return;
  const { access, load } = routes[match.name];
  load().catch(() => undefined);
  if (access === "account") session.start().catch(() => undefined);
}

async function start(target: Element): Promise<void> {
  leaveOnEscapeTwice(window);
  askAhead();
  await loadMessages(language.current);
  router.start();
  mount(App, { target });
}

const target = document.querySelector("#app");
if (target && !returnedAfterLeaving()) void start(target);
