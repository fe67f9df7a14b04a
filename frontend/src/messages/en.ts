import type { Messages } from "./sv";
import account from "./account.en";
import auth from "./auth.en";
import cases from "./cases.en";
import circle from "./circle.en";
import company from "./company.en";
import conflicts from "./conflicts.en";
import contact from "./contact.en";
import exclusion from "./exclusion.en";
import disclosures from "./disclosures.en";
import ledger from "./ledger.en";
import evidence from "./evidence.en";
import informing from "./informing.en";
import events from "./events.en";
import safety from "./safety.en";
import season from "./season.en";
import intake from "./intake.en";
import measures from "./measures.en";
import mediaPlan from "./mediaPlan.en";
import nominations from "./nominations.en";
import mapping from "./mapping.en";
import meetings from "./meetings.en";
import myCase from "./myCase.en";
import oncall from "./oncall.en";
import people from "./people.en";
import policy from "./policy.en";
import preflight from "./preflight.en";
import plans from "./plans.en";
import hearing from "./hearing.en";
import proceedings from "./proceedings.en";
import problems from "./problems.en";
import reentry from "./reentry.en";
import retention from "./retention.en";
import settings from "./settings.en";
import shell from "./shell.en";
import tellers from "./tellers.en";
import votes from "./votes.en";
import wishes from "./wishes.en";

const en: Messages = {
  account,
  auth,
  cases,
  circle,
  company,
  conflicts,
  contact,
  exclusion,
  disclosures,
  ledger,
  evidence,
  informing,
  events,
  safety,
  season,
  intake,
  measures,
  mediaPlan,
  nominations,
  mapping,
  meetings,
  myCase,
  oncall,
  people,
  plans,
  policy,
  preflight,
  problems,
  hearing,
  proceedings,
  reentry,
  retention,
  settings,
  shell,
  tellers,
  votes,
  wishes,
};

export default en;
