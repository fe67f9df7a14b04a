// A teller's keys on their own device, by vote. Kept as keys that no page can read out, this one neither.

import { createStore, del, get, set, type UseStore } from "idb-keyval";

import type { TellerKeys } from "./tellerKeys";

export class KeptKeys {
  readonly #store: UseStore;

  constructor(name = "tellers") {
    // Opened when it is first used: a browser without any storage throws here already.
    let opened: UseStore | undefined;
    this.#store = (mode, callback) => (opened ??= createStore(name, "keys"))(mode, callback);
  }

  load(voteId: string): Promise<TellerKeys | undefined> {
    return get<TellerKeys>(voteId, this.#store);
  }

  keep(voteId: string, keys: TellerKeys): Promise<void> {
    return set(voteId, keys, this.#store);
  }

  /** After the vote, or on a borrowed device: nothing stays. */
  forget(voteId: string): Promise<void> {
    return del(voteId, this.#store);
  }
}
