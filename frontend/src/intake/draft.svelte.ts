/** What is being written. In memory only: nothing of it may be found on the device afterwards. */
import type { Language } from "../language.svelte";
import type { Concerns, Report, SafeNow } from "./api";

export type Reach = "telephone" | "email" | "none";

/** Published offices a report can concern. Their holders' names stand in the contact card. */
export const offices = [
  "chair",
  "vice_chair",
  "security_officer",
  "group_leader",
  "board_member",
  "executive_board_chair",
  "committee_chair",
  "administrator",
] as const;

export class Draft {
  concerns = $state<Concerns | null>(null);
  aboutOffice = $state("");
  aboutNames = $state("");
  happened = $state("");
  safeNow = $state<SafeNow | null>(null);
  needs = $state("");
  mustNotKnow = $state("");
  reach = $state<Reach | null>(null);
  telephone = $state("");
  email = $state("");

  /** Someone in the association may be the one: then it matters whom the report must not reach. */
  get asksAbout(): boolean {
    return this.concerns === "internal" || this.concerns === "unsure";
  }

  get hasText(): boolean {
    return [
      this.aboutNames,
      this.happened,
      this.needs,
      this.mustNotKnow,
      this.telephone,
      this.email,
    ].some((text) => text.trim() !== "");
  }

  /** What must be answered before it can be sent: as little as possible. */
  get gaps(): ("concerns" | "happened" | "telephone" | "email")[] {
    const gaps: ("concerns" | "happened" | "telephone" | "email")[] = [];
    if (this.concerns === null) gaps.push("concerns");
    if (this.happened.trim() === "") gaps.push("happened");
    if (this.reach === "telephone" && !/\d{5}/.test(this.telephone.replaceAll(/\D/g, "")))
      gaps.push("telephone");
    if (this.reach === "email" && !/^\S+@\S+\.\S+$/.test(this.email.trim())) gaps.push("email");
    return gaps;
  }

  asReport(receipt: { code: string; key: string }, language: Language): Report {
    if (this.concerns === null) throw new Error("Not asked for while `gaps` names something");
    const reach =
      this.reach === "telephone"
        ? { telephone: this.telephone.trim() }
        : this.reach === "email"
          ? { email: this.email.trim() }
          : null;
    return {
      receipt_code: receipt.code,
      concerns: this.concerns,
      about_office: this.asksAbout
        ? (offices.find((office) => office === this.aboutOffice) ?? null)
        : null,
      about_names: this.asksAbout ? this.aboutNames.trim() : "",
      happened: this.happened.trim(),
      // Unanswered is treated with the same care as unsure, and the page says so.
      safe_now: this.safeNow ?? "unsure",
      needs: this.needs.trim(),
      must_not_know: this.mustNotKnow.trim(),
      reach,
      language,
    };
  }
}
