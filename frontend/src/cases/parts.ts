/** The parts of a case's page and the last word of their addresses, so that another page can lead straight there. */
const addresses = {
  plan: "plan",
  texts: "texter",
  files: "filer",
  people: "personer",
  parties: "inblandade",
  decisions: "beslut",
  contact: "kontakt",
  safety: "trygghet",
  support: "stod",
  consents: "samtycke",
  log: "handelser",
  more: "mer",
} as const;

export type Part = keyof typeof addresses;

export const parts = Object.keys(addresses) as Part[];

export const addressOf = (part: Part): string => addresses[part];

/** The plan stands first, also for an address that names nothing. */
export const partAt = (address: string | undefined): Part =>
  parts.find((part) => addresses[part] === address) ?? "plan";
