// Who came for the first time was asked for an address only, and says later what to call her.

import { call } from "../api.js";
import { session, signIn } from "../store.js";

// Calls her so: as the account, as one of her family (`people`), and on this phone.
export async function takeName(name, people) {
  await call("PATCH", "/me", { body: { name } });
  const self = people.find((one) => one.relation === "self");
  if (self) await call("PATCH", `/me/participants/${self.id}`, { body: { name } });
  const kept = session();
  signIn({ ...kept, account: { ...kept.account, name } });
}
