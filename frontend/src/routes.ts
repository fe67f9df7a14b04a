/**
 * Every page, by name. Addresses are Swedish and hold nothing of a matter but random ids.
 * The first match counts. Each page is fetched when it is first opened.
 */
import { fillPath, page, type ParamsOf } from "./routing";

export const routes = {
  now: page("/", "account", () => import("./plans/NowPage.svelte")),
  cases: page("/arenden", "account", () => import("./cases/CasesPage.svelte")),
  case: page("/arenden/:caseId", "account", () => import("./cases/CasePage.svelte")),
  casePart: page("/arenden/:caseId/:part", "account", () => import("./cases/CasePage.svelte")),
  step: page("/arenden/:caseId/steg/:stepId", "account", () => import("./plans/StepPage.svelte")),
  votes: page("/omrostningar", "account", () => import("./votes/VotesPage.svelte")),
  raiseVote: page("/omrostningar/ny", "account", () => import("./votes/RaiseVotePage.svelte")),
  vote: page("/omrostningar/:voteId", "account", () => import("./votes/VotePage.svelte")),
  projector: page(
    "/omrostningar/:voteId/projektor",
    "account",
    () => import("./votes/ProjectorPage.svelte"),
  ),
  teller: page(
    "/omrostningar/:voteId/rostraknare",
    "account",
    () => import("./tellers/TellerPage.svelte"),
  ),
  exclusionCases: page(
    "/uteslutningsarenden",
    "account",
    () => import("./proceedings/exclusion/ExclusionCasesPage.svelte"),
  ),
  exclusionCase: page(
    "/uteslutningsarenden/:exclusionId",
    "account",
    () => import("./proceedings/exclusion/ExclusionCasePage.svelte"),
  ),
  reentries: page("/aterkomst", "account", () => import("./reentry/ReentriesPage.svelte")),
  reentry: page("/aterkomst/:caseId", "account", () => import("./reentry/ReentryPage.svelte")),
  nominations: page("/nomineringar", "account", () => import("./reentry/NominationsPage.svelte")),
  events: page("/arrangemang", "account", () => import("./events/EventsPage.svelte")),
  season: page("/valsasong", "account", () => import("./events/SeasonPage.svelte")),
  informing: page("/till-medlemmarna", "account", () => import("./informing/InformingPage.svelte")),
  onCall: page("/jour", "account", () => import("./oncall/OnCallPage.svelte")),
  people: page("/personer", "account", () => import("./people/PeoplePage.svelte")),
  addPerson: page("/personer/ny", "account", () => import("./people/AddPersonPage.svelte")),
  person: page("/personer/:personId", "account", () => import("./people/PersonPage.svelte")),
  more: page("/mer", "account", () => import("./shell/MorePage.svelte")),
  policy: page("/policy", "account", () => import("./policy/PolicyPage.svelte")),
  settings: page("/installningar", "account", () => import("./settings/SettingsPage.svelte")),
  forYou: page("/for-dig", "account", () => import("./hearing/ForYouPage.svelte")),
  letter: page(
    "/arenden/:caseId/brev/:hearingId",
    "account",
    () => import("./proceedings/hearing/LetterPage.svelte"),
  ),
  account: page("/mitt-konto", "account", () => import("./account/AccountPage.svelte")),
  signIn: page("/logga-in", "anyone", () => import("./auth/SignInPage.svelte")),
  invitation: page("/inbjudan", "anyone", () => import("./auth/InvitationPage.svelte")),
  sent: page("/demo/skickat", "anyone", () => import("./demo/SentPage.svelte")),
  contact: page("/kontakt", "anyone", () => import("./contact/ContactPage.svelte")),
  myReport: page("/min-anmalan", "anyone", () => import("./intake/MyReportPage.svelte")),
  onBehalf: page("/anmal/for-nagon", "account", () => import("./intake/OnBehalfPage.svelte")),
  report: page("/anmal", "anyone", () => import("./intake/ReportPage.svelte")),
};

export type Routes = typeof routes;

/** Shown to a whole room: the page alone fills the screen, without rail, header or controls. */
export const shownAlone: ReadonlySet<keyof Routes> = new Set<keyof Routes>(["projector"]);

export type RouteName = keyof Routes;
export type ParamsFor<Name extends RouteName> = ParamsOf<Routes[Name]["path"]>;

type ParamsWhereNeeded<Name extends RouteName> =
  ParamsFor<Name> extends Record<string, never> ? [] : [params: ParamsFor<Name>];

/** `href("case", { caseId })`: the only way a link is written. */
export function href<Name extends RouteName>(
  name: Name,
  ...[params]: ParamsWhereNeeded<Name>
): string {
  return fillPath(routes[name].path, params ?? {});
}
