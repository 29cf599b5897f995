// On the page that comes after a reply was sent: forgets what this tab had kept of it.

const key = sessionStorage.getItem("reply-sent");

if (key) {
  sessionStorage.removeItem(key);
  sessionStorage.removeItem("reply-sent");
}
