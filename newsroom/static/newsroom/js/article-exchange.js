// Sends the article's form to be saved, and says what came of it.

// Only a new article has to have a headline; of another, the one that is stored stays.
const isNameless = (form) => !form.elements.headline.value.trim() && new URL(form.action).pathname.endsWith("/add/");

const post = (form) => {
  const body = new FormData(form);
  body.set("_autosave", "1");
  const headers = { Accept: "application/json" };
  return fetch(form.action, { method: "POST", body, headers, signal: AbortSignal.timeout(30_000) });
};

// The token of the page as it would be now: whoever logs in anew gets a new one.
const renewToken = async (form) => {
  const page = await fetch(form.action);
  if (!page.ok || page.redirected) return page;
  const fresh = new DOMParser().parseFromString(await page.text(), "text/html");
  form.elements.csrfmiddlewaretoken.value = fresh.querySelector("[name=csrfmiddlewaretoken]").value;
  return null;
};

const attempt = async (form) => {
  const response = await post(form);
  if (response.status !== 403) return response;
  return (await renewToken(form)) ?? post(form);
};

// Resolves to the server's answer with its `kind`: "saved", "logged-out", "gone", "offline" or the status as a number.
export const exchange = async (form) => {
  if (isNameless(form)) return { kind: 422, errors: [{ field: "id_headline", message: gettext("needed before all else.") }] };
  try {
    const response = await attempt(form);
    if (response.redirected) return { kind: response.url.includes("/login/") ? "logged-out" : "gone" };
    const isJson = response.headers.get("Content-Type")?.startsWith("application/json");
    const answer = isJson ? await response.json() : {};
    return { ...answer, kind: response.ok && isJson ? "saved" : response.status };
  } catch {
    return { kind: "offline" };
  }
};

// Whether trouble of a kind may be over by itself.
export const isPassing = (kind) => kind === "offline" || kind === "logged-out" || kind >= 500;
