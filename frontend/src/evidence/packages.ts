/** The two ways to a package for the police: by an account, and by the receipt code. */
import { answerTo, api } from "../api/client";
import type { components } from "../api/schema";
import { askOwnCase, fetchFromOwnCase } from "../myCase/byCode";

type Schemas = components["schemas"];

export interface WayToPackage {
  /** Texts of the case that may go along; that they were opened is recorded. */
  texts: () => Promise<Schemas["CaseTextList"]>;
  make: (body: Schemas["PolicePackageWrite"]) => Promise<Blob>;
}

export function packageOf(caseId: string): WayToPackage {
  const params = { path: { case_id: caseId } };
  return {
    texts: () => answerTo(api.POST("/api/v1/cases/{case_id}/police-package/texts", { params })),
    make: async (body) =>
      (await answerTo(
        api.POST("/api/v1/cases/{case_id}/police-package", { params, body, parseAs: "blob" }),
      )) as unknown as Blob,
  };
}

export function packageByCode(code: string): WayToPackage {
  return {
    texts: async () => (await askOwnCase(code, "police-package/texts")) as Schemas["CaseTextList"],
    make: (body) => fetchFromOwnCase(code, "police-package", body),
  };
}
