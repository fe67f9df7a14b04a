/**
 * Written by hand until docs/openapi.json exists; `npm run types` then replaces it.
 * Same shape as the generated file, so that nothing else changes.
 */

export interface paths {
  "/api/v1/association": {
    get: operations["read_association"];
  };
  "/api/v1/contact-card": {
    get: operations["read_contact_card"];
  };
  "/api/v1/me": {
    get: operations["read_me"];
  };
  "/api/v1/auth/session": {
    delete: operations["end_this_session"];
  };
  "/api/v1/auth/sessions": {
    get: operations["list_sessions"];
    delete: operations["end_every_session"];
  };
  "/api/v1/auth/password": {
    put: operations["change_password"];
  };
  "/api/v1/auth/invitations/look": {
    post: operations["look_at_invitation"];
  };
  "/api/v1/auth/invitations/accept": {
    post: operations["accept_invitation"];
  };
}

export type webhooks = Record<string, never>;

export interface components {
  schemas: {
    AccessToken: { access_token: string; token_type: "bearer"; expires_in: number };
    Association: { neutral_name: string; language: "sv" | "en" };
    ContactCard: {
      officers: components["schemas"]["OfficerOnCard"][];
      emergency: string;
      police: string;
    };
    InvitationAcceptance: { token: string; password: string };
    InvitationLook: { token: string };
    InvitationRead: { display_name: string; login: string };
    Me: {
      person_id: string;
      display_name: string;
      offices: string[];
      language: "sv" | "en";
    };
    OfficerOnCard: {
      display_name: string;
      telephone: string | null;
      /** Format: date */
      last_verified_on: string | null;
    };
    PasswordChange: { current_password: string; new_password: string };
    Problem: {
      type: string;
      title: string;
      status: number;
      code: string;
      detail?: string;
      errors?: { field: string; code: string }[];
    };
    SessionList: { items: components["schemas"]["SessionRead"][] };
    SessionRead: {
      id: string;
      /** Format: date-time */
      started_at: string;
      /** Format: date-time */
      last_used_at: string;
      is_current: boolean;
    };
  };
}

interface NoParameters {
  query?: never;
  header?: never;
  path?: never;
  cookie?: never;
}
interface Json<Body> {
  headers: { [name: string]: unknown };
  content: { "application/json": Body };
}
interface NoContent {
  headers: { [name: string]: unknown };
  content?: never;
}
interface ProblemAnswer {
  headers: { [name: string]: unknown };
  content: { "application/problem+json": components["schemas"]["Problem"] };
}

export interface operations {
  read_association: {
    parameters: NoParameters;
    requestBody?: never;
    responses: { 200: Json<components["schemas"]["Association"]> };
  };
  read_contact_card: {
    parameters: NoParameters;
    requestBody?: never;
    responses: { 200: Json<components["schemas"]["ContactCard"]> };
  };
  read_me: {
    parameters: NoParameters;
    requestBody?: never;
    responses: { 200: Json<components["schemas"]["Me"]>; 401: ProblemAnswer };
  };
  end_this_session: {
    parameters: NoParameters;
    requestBody?: never;
    responses: { 204: NoContent; 401: ProblemAnswer };
  };
  list_sessions: {
    parameters: NoParameters;
    requestBody?: never;
    responses: { 200: Json<components["schemas"]["SessionList"]>; 401: ProblemAnswer };
  };
  end_every_session: {
    parameters: NoParameters;
    requestBody?: never;
    responses: { 204: NoContent; 401: ProblemAnswer };
  };
  change_password: {
    parameters: NoParameters;
    requestBody: { content: { "application/json": components["schemas"]["PasswordChange"] } };
    responses: { 204: NoContent; 401: ProblemAnswer; 422: ProblemAnswer };
  };
  look_at_invitation: {
    parameters: NoParameters;
    requestBody: { content: { "application/json": components["schemas"]["InvitationLook"] } };
    responses: { 200: Json<components["schemas"]["InvitationRead"]>; 404: ProblemAnswer };
  };
  accept_invitation: {
    parameters: NoParameters;
    requestBody: { content: { "application/json": components["schemas"]["InvitationAcceptance"] } };
    responses: { 204: NoContent; 404: ProblemAnswer; 422: ProblemAnswer };
  };
}
