import { MediaQuery } from "svelte/reactivity";

/** Room for the whole form on one page; otherwise one part at a time. */
export const wide = new MediaQuery("min-width: 60rem");
