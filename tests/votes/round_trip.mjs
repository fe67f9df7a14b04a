// The voter's page and a teller's without their pages: answers one line of JSON for each it reads. Run by test_round_trip.py in
// frontend/, so that the very sources that are bundled are the ones that answer.
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const { createServer } = await import(pathToFileURL("node_modules/vite/dist/node/index.js"));
const vite = await createServer({
  logLevel: "error",
  appType: "custom",
  optimizeDeps: { noDiscovery: true },
  server: { middlewareMode: true, hmr: false, ws: false, watch: null },
});
const part = (name) => vite.ssrLoadModule(`/src/vote/protocol/${name}.ts`);
const [bytes, manifest, blind, state, code, envelope, verify] = await Promise.all(
  ["bytes", "manifest", "blind", "state", "code", "envelope", "verify"].map(part),
);
const counting = (name) => vite.ssrLoadModule(`/src/counting/${name}.ts`);
const [tellerKeys, shares, count, verifier] = await Promise.all(
  ["tellerKeys", "shares", "count", "verify"].map(counting),
);
const shamir = await vite.ssrLoadModule("shamir-secret-sharing");

let vote, drawn, credentials, keys, casts, own;

const answers = {
  async read({ manifest: text, expected }) {
    vote = await manifest.readVote(bytes.utf8(text), expected);
    return { hash: bytes.toHex(vote.hash), short: manifest.shortHash(vote.hash) };
  },
  async draw() {
    drawn = state.newState(
      vote,
      await blind.blindCredential("admission", vote),
      await blind.blindCredential("ballot", vote),
    );
    const secret = code.newVotingCode();
    return {
      request: {
        admission: drawn.admission.blinded,
        ballot: drawn.ballot.blinded,
        sealed_state: bytes.toBase64url(await state.sealState(drawn, secret)),
      },
      code: await code.writeVotingCode(secret),
    };
  },
  async restore({ code: text, sealed_states }) {
    const sealed = sealed_states.map((one) => bytes.fromBase64url(one, state.SEALED_STATE_BYTES));
    const found = await state.findState(vote, sealed, await code.readVotingCode(text));
    drawn = found?.state;
    return { at: found?.at ?? null };
  },
  async finish({ admission, ballot }) {
    credentials = {
      admission: await blind.finishCredential("admission", vote, drawn.admission, admission),
      ballot: await blind.finishCredential("ballot", vote, drawn.ballot, ballot),
    };
    return {};
  },
  cast({ choice, counter }) {
    return envelope.sealCast(vote, drawn, credentials, choice, counter);
  },
  async split({ secret, shares, threshold }) {
    const split = await shamir.split(bytes.fromHex(secret, 32), shares, threshold);
    return { shares: split.map(bytes.toHex) };
  },
  async combine({ shares }) {
    const secret = await shamir.combine(shares.map((share) => bytes.fromHex(share, 33)));
    return { secret: bytes.toHex(secret) };
  },
  async teller({ vote_id }) {
    const seed = tellerKeys.newSeed();
    keys = await tellerKeys.tellerKeysFrom(seed, vote_id);
    const { sealing, signing } = await tellerKeys.pointsOf(keys);
    return {
      sealing_key: bytes.toBase64url(sealing),
      signing_key: bytes.toBase64url(signing),
      possession: bytes.toBase64url(await tellerKeys.signPossession(keys, vote_id)),
      code: await tellerKeys.writeSeed(seed),
    };
  },
  async restore_teller({ code: text, vote_id }) {
    const expected = await tellerKeys.fingerprintOf(await tellerKeys.pointsOf(keys));
    keys = await tellerKeys.restoreTellerKeys(text, vote_id, expected);
    return {};
  },
  async confirm() {
    return {
      number: await tellerKeys.numberOf(vote, keys),
      signature: bytes.toBase64url(await tellerKeys.signConfirmation(keys, vote)),
    };
  },
  async send({ casts: given, number }) {
    casts = await count.checkCasts(vote, given);
    own = await shares.openOwnShares(vote, casts, number, keys);
    return { packages: await shares.sealPackages(vote, own, number, keys) };
  },
  async count({ packages, number, attendance }) {
    const all = new Map([[number, own]]);
    for (const sent of packages)
      all.set(sent.from, await shares.openPackage(vote, casts, sent, number, keys));
    const contentKeys = await shares.joinShares(casts, all);
    const opening = { contentKeys, openedBy: [...all.keys()] };
    const { bytes: body } = await count.countVote(vote, casts, attendance, opening);
    return {
      body: new TextDecoder().decode(body),
      signature: bytes.toBase64url(await tellerKeys.signBody(keys, body)),
    };
  },
  async verify({ bulletin, expected }) {
    const { problems } = await verifier.verifyBulletin(bytes.utf8(bulletin), expected);
    return { problems };
  },
  async receipt({ cast, receipt }) {
    await verify.checkReceipt(vote, cast, receipt);
    return {};
  },
  async result({ receipt, body }) {
    return {
      listing: verify.listingOf(receipt, body.envelopes),
      fate: await verify.fateOf(vote, credentials, body),
    };
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const { ask, ...given } = JSON.parse(line);
  let answer;
  try {
    answer = { ok: await answers[ask](given) };
  } catch (error) {
    answer = { refused: `${error.name}: ${error.message}` };
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
await vite.close();
