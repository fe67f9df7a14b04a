/** What the affected person asks for of their own, by account or by the receipt code: the same card asks either. */
import { answerTo, api } from "../api/client";
import type { components } from "../api/schema";
import { askOwnCase } from "../myCase/byCode";

type Schemas = components["schemas"];
export type Wish = Schemas["TellingWishRead"];

export interface WishWays {
  record: (wish: Schemas["TellingWishWrite"]) => Promise<unknown>;
  /** That it was read is recorded. */
  readWords: (id: string) => Promise<Schemas["WordsOpened"]>;
}

export function wishesByAccount(caseId: string): WishWays {
  const path = { case_id: caseId };
  return {
    record: (body) =>
      answerTo(api.POST("/api/v1/cases/{case_id}/wishes", { params: { path }, body })),
    readWords: (id) =>
      answerTo(
        api.POST("/api/v1/cases/{case_id}/wishes/{wish_id}/words", {
          params: { path: { ...path, wish_id: id } },
        }),
      ),
  };
}

export function wishesByCode(code: string): WishWays {
  return {
    record: (body) => askOwnCase(code, "wishes", body),
    readWords: async (id) =>
      (await askOwnCase(code, `wishes/${id}/words`)) as Schemas["WordsOpened"],
  };
}
