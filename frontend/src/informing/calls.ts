/** What the page about telling the members asks of the server. */
import { answerTo, api } from "../api/client";
import type { components } from "../api/schema";

type Schemas = components["schemas"];
export type MembersInformation = Schemas["MembersInformationRead"];
export type MembersSheet = Schemas["MembersSheetRead"];
export type InformedBy = Schemas["InformedBy"];

export const readInformation = (): Promise<MembersInformation> =>
  answerTo(api.GET("/api/v1/members-information"));

export const recordTold = (body: Schemas["MembersInformedCreate"]): Promise<MembersInformation> =>
  answerTo(api.POST("/api/v1/members-information/tellings", { body }));

export const recordJoined = (joinedOn: string): Promise<MembersInformation> =>
  answerTo(api.POST("/api/v1/members-information/joinings", { body: { joined_on: joinedOn } }));
