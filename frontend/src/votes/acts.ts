/** What whoever leads does to a vote; each answers with the vote as it then stands. */
import { answerTo, api } from "../api/client";
import type { Act, Vote } from "./stages";

type Path = { vote_id: string };

export const acts: Record<Act, (path: Path) => Promise<Vote>> = {
  summon: (path) => answerTo(api.POST("/api/v1/votes/{vote_id}/summons", { params: { path } })),
  closeDrawing: (path) =>
    answerTo(api.POST("/api/v1/votes/{vote_id}/drawing/close", { params: { path } })),
  open: (path) => answerTo(api.POST("/api/v1/votes/{vote_id}/open", { params: { path } })),
  close: (path) => answerTo(api.POST("/api/v1/votes/{vote_id}/close", { params: { path } })),
  certify: (path) =>
    answerTo(api.POST("/api/v1/votes/{vote_id}/certification", { params: { path } })),
  approve: (path) => answerTo(api.POST("/api/v1/votes/{vote_id}/minutes", { params: { path } })),
};

export const endings = {
  cancel: (path: Path, reason: string): Promise<Vote> =>
    answerTo(
      api.POST("/api/v1/votes/{vote_id}/cancellation", { params: { path }, body: { reason } }),
    ),
  void: (path: Path, reason: string): Promise<Vote> =>
    answerTo(api.POST("/api/v1/votes/{vote_id}/voiding", { params: { path }, body: { reason } })),
};
