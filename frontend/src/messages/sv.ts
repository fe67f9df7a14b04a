import account from "./account.sv";
import auth from "./auth.sv";
import cases from "./cases.sv";
import circle from "./circle.sv";
import company from "./company.sv";
import conflicts from "./conflicts.sv";
import contact from "./contact.sv";
import exclusion from "./exclusion.sv";
import disclosures from "./disclosures.sv";
import ledger from "./ledger.sv";
import evidence from "./evidence.sv";
import informing from "./informing.sv";
import events from "./events.sv";
import safety from "./safety.sv";
import season from "./season.sv";
import intake from "./intake.sv";
import measures from "./measures.sv";
import mediaPlan from "./mediaPlan.sv";
import nominations from "./nominations.sv";
import mapping from "./mapping.sv";
import meetings from "./meetings.sv";
import myCase from "./myCase.sv";
import oncall from "./oncall.sv";
import people from "./people.sv";
import policy from "./policy.sv";
import preflight from "./preflight.sv";
import plans from "./plans.sv";
import hearing from "./hearing.sv";
import proceedings from "./proceedings.sv";
import problems from "./problems.sv";
import reentry from "./reentry.sv";
import retention from "./retention.sv";
import settings from "./settings.sv";
import shell from "./shell.sv";
import tellers from "./tellers.sv";
import votes from "./votes.sv";
import wishes from "./wishes.sv";

const sv = {
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

export type Messages = typeof sv;
export default sv;
