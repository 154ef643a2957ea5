// The certified provider of the npm package oidc-provider, with one person who is always at the keyboard.
// It prints its address; GET /mood/<what> changes what happens next: login, cancel, rotate.
import { generateKeyPairSync, randomUUID } from "node:crypto";
import { createServer } from "node:http";
import Provider from "oidc-provider";

const [person, redirects] = process.argv.slice(2).map((text) => JSON.parse(text));
let mood = "login", provider;

function fresh(issuer) {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const made = new Provider(issuer, {
    clients: [{
      client_id: "skridtvis", client_secret: "hemmelig", redirect_uris: redirects, response_types: ["code"],
      grant_types: ["authorization_code"], token_endpoint_auth_method: "client_secret_basic",
    }],
    jwks: { keys: [{ ...privateKey.export({ format: "jwk" }), kid: randomUUID(), use: "sig", alg: "RS256" }] },
    cookies: { keys: [randomUUID()] },
    claims: { openid: Object.keys(person) },
    acrValues: [person.acr],
    conformIdTokenClaims: false,
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
    findAccount: (_ctx, id) => ({ accountId: id, claims: () => person }),
    async loadExistingGrant(ctx) {
      const grant = new ctx.oidc.provider.Grant({
        accountId: ctx.oidc.session.accountId, clientId: ctx.oidc.client.clientId,
      });
      grant.addOIDCScope("openid profile");
      await grant.save();
      return grant;
    },
  });
  return { made, answer: made.callback() };
}

const server = createServer(async (request, response) => {
  const [, first, second] = request.url.split("/");
  if (first === "mood") {
    mood = second;
    if (mood === "rotate") provider = fresh(issuer);
    response.end("ok");
  } else if (first === "interaction") {
    const said = mood === "cancel"
      ? { error: "access_denied", error_description: "End-User aborted interaction" }
      : { login: { accountId: person.sub, acr: person.acr } };
    await provider.made.interactionFinished(request, response, said, { mergeWithLastSubmission: false });
  } else {
    provider.answer(request, response);
  }
});
let issuer;
server.listen(0, "127.0.0.1", () => {
  issuer = `http://127.0.0.1:${server.address().port}`;
  provider = fresh(issuer);
  console.log(`ready ${issuer}`);
});
