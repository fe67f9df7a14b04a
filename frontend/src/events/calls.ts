/** What the pages about events and the season ask of the server. */
import { answerTo, api } from "../api/client";
import type { components } from "../api/schema";

type Schemas = components["schemas"];
export type Events = Schemas["EventList"];
export type AssociationEvent = Schemas["EventRead"];
export type Season = Schemas["SeasonRead"];

const about = (event: AssociationEvent) => ({
  path: { event_id: event.id },
  header: { "if-match": `"${event.version}"` },
});

export const readEvents = (): Promise<Events> => answerTo(api.GET("/api/v1/events"));

export const planEvent = (body: Schemas["AssociationEventWrite"]): Promise<Events> =>
  answerTo(api.POST("/api/v1/events", { body }));

export const changeEvent = (
  event: AssociationEvent,
  body: Schemas["AssociationEventWrite"],
): Promise<Events> =>
  answerTo(api.PUT("/api/v1/events/{event_id}", { params: about(event), body }));

export const callOff = (event: AssociationEvent): Promise<Events> =>
  answerTo(api.POST("/api/v1/events/{event_id}/calling-off", { params: about(event) }));

export const checkEvent = (
  event: AssociationEvent,
  body: Schemas["EventCheckWrite"],
): Promise<Events> =>
  answerTo(api.PUT("/api/v1/events/{event_id}/check", { params: about(event), body }));

export const readSeason = (): Promise<Season> => answerTo(api.GET("/api/v1/season"));

export const setSeason = (body: Schemas["SeasonWrite"]): Promise<Season> =>
  answerTo(api.PUT("/api/v1/season", { body }));
