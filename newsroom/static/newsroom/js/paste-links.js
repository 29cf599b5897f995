// The addresses of pasted links, without what stands around them to count clicks.

const WRAPPERS = { "www.google.com/url": "q", "l.facebook.com/l.php": "u", "safelinks.protection.outlook.com/": "url" };

// A web or mail address; undefined for any other.
export const addressOf = (href) => {
  if (!/^(https?:\/\/|mailto:)/i.test(href) || !URL.canParse(href)) return undefined;
  const url = new URL(href);
  const wrapper = Object.keys(WRAPPERS).find((each) => (url.host + url.pathname).endsWith(each));
  const wrapped = wrapper && url.searchParams.get(WRAPPERS[wrapper]);
  return wrapped ? addressOf(wrapped) : url.href;
};
