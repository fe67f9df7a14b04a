/** What the pages about the rota ask of the server. */
import { answerTo, api } from "../api/client";
import type { components } from "../api/schema";

type Schemas = components["schemas"];
export type OnCall = Schemas["OnCallRead"];
export type Shift = Schemas["ShiftRead"];
export type TestAlarm = Schemas["TestAlarmRead"];

export const readOnCall = (): Promise<OnCall> => answerTo(api.GET("/api/v1/on-call"));

const about = (shift: Shift) => ({
  path: { shift_id: shift.id },
  header: { "if-match": `"${shift.version}"` },
});

export const takeOver = (shift: Shift): Promise<OnCall> =>
  answerTo(api.POST("/api/v1/on-call/shifts/{shift_id}/takeover", { params: about(shift) }));

export const endShift = (shift: Shift): Promise<OnCall> =>
  answerTo(api.POST("/api/v1/on-call/shifts/{shift_id}/end", { params: about(shift) }));

export const addShifts = (body: Schemas["ShiftCreate"]): Promise<OnCall> =>
  answerTo(api.POST("/api/v1/on-call/shifts", { body }));

export const sendTestAlarm = (isForEveryone: boolean): Promise<OnCall> =>
  answerTo(api.POST("/api/v1/on-call/test-alarms", { body: { is_for_everyone: isForEveryone } }));

export const answerTestAlarm = (alarmId: string): Promise<unknown> =>
  answerTo(
    api.POST("/api/v1/on-call/test-alarms/{alarm_id}/answer", {
      params: { path: { alarm_id: alarmId } },
    }),
  );
