/** Telephone numbers as people read them. They are stored in international form, +46… */

/** "+46701740605" → 070 and the rest behind a dash; other countries' numbers stay as they are. */
export function writtenTelephone(international: string): string {
  const mobile = /^\+46(7\d)(\d{3})(\d{2})(\d{2})$/.exec(international);
  if (mobile) return `0${mobile[1]}-${mobile[2]} ${mobile[3]} ${mobile[4]}`;
  return international;
}

/** What a phone dials when the link is pressed. */
export function telephoneLink(number: string): string {
  return `tel:${number.replaceAll(/[^\d+]/g, "")}`;
}
