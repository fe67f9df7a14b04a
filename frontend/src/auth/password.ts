/** Characters; the server decides, this only spares a round trip. */
export const shortestPassword = 12;
