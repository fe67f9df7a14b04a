import account from "./account.sv";
import auth from "./auth.sv";
import cases from "./cases.sv";
import contact from "./contact.sv";
import intake from "./intake.sv";
import plans from "./plans.sv";
import problems from "./problems.sv";
import shell from "./shell.sv";

const sv = { account, auth, cases, contact, intake, plans, problems, shell };

export type Messages = typeof sv;
export default sv;
