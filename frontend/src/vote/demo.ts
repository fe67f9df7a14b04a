/** Whether everyone here is made up. Asked without a cookie, like everything a voter's page asks. */
export async function isDemo(): Promise<boolean> {
  try {
    const answer = await fetch("/api/v1/association", { credentials: "omit" });
    const told: unknown = answer.ok ? await answer.json() : null;
    return typeof told === "object" && told !== null && "is_demo" in told && told.is_demo === true;
  } catch {
    return false; // without a server there is no vote either, and the page says that
  }
}
