/** What the part about the safety ahead asks of the server. */
import { answerTo, api } from "../api/client";
import type { components } from "../api/schema";

type Schemas = components["schemas"];
export type Safety = Schemas["SafetyRead"];
export type SafetyWords = Schemas["SafetyContents"];
export type Measure = Schemas["SafetyMeasureLine"];

/** Who can see to something, to choose among. */
export const choices = (of: Safety): { value: string; label: string }[] =>
  of.can_be_responsible.flatMap(({ person_id, display_name }) =>
    person_id ? [{ value: person_id, label: display_name ?? "" }] : [],
  );

type Path = { case_id: string };

export const readSafety = (path: Path): Promise<Safety> =>
  answerTo(api.GET("/api/v1/cases/{case_id}/safety", { params: { path } }));

export const openSafety = (path: Path): Promise<SafetyWords> =>
  answerTo(api.POST("/api/v1/cases/{case_id}/safety/opening", { params: { path } }));

export const assess = (path: Path, body: Schemas["SafetyAssessmentWrite"]): Promise<unknown> =>
  answerTo(api.POST("/api/v1/cases/{case_id}/safety/assessments", { params: { path }, body }));

export const review = (path: Path, body: Schemas["AssessmentReview"]): Promise<unknown> =>
  answerTo(api.POST("/api/v1/cases/{case_id}/safety/reviews", { params: { path }, body }));

export const arrange = (path: Path, body: Schemas["SafetyMeasureWrite"]): Promise<unknown> =>
  answerTo(api.POST("/api/v1/cases/{case_id}/safety/measures", { params: { path }, body }));

export const changeMeasure = (
  path: Path,
  measure: Measure,
  body: Schemas["SafetyMeasureChange"],
): Promise<unknown> =>
  answerTo(
    api.PATCH("/api/v1/cases/{case_id}/safety/measures/{measure_id}", {
      params: {
        path: { ...path, measure_id: measure.id },
        header: { "if-match": `"${measure.version}"` },
      },
      body,
    }),
  );
