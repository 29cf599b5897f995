// Says beside a date and time how far off it is: “in 3 h 20 min”, “2 h ago: this is past”. The time is read in the
// zone that the server names in `data-zone`, with its summer time.

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const PARTS = ["year", "month", "day", "hour", "minute", "second"];

const offsetIn = (zone, time) => {
  const options = { timeZone: zone, hourCycle: "h23", ...Object.fromEntries(PARTS.map((part) => [part, "numeric"])) };
  const shown = new Intl.DateTimeFormat("en", options).formatToParts(time);
  const [year, month, ...rest] = PARTS.map((part) => Number(shown.find(({ type }) => type === part).value));
  return Date.UTC(year, month - 1, ...rest) - Math.floor(time / 1000) * 1000;
};

// The moments at which clocks of a zone show a time: one; none or two when they are changed.
const momentsOf = (shown, zone) => {
  const guesses = [-DAY, DAY].map((days) => shown - offsetIn(zone, shown + days));
  return [...new Set(guesses)].filter((time) => time + offsetIn(zone, time) === shown);
};

const shownBy = (date, time) => {
  const [, hour, minute, second] = time.value.trim().match(/^(\d\d?):(\d\d)(?::(\d\d))?$/) ?? [];
  const day = date.value.trim().strptime(get_format("DATE_INPUT_FORMATS")[0]).getTime();
  return day + ((Number(hour) * 60 + Number(minute)) * 60 + Number(second ?? 0)) * 1000;
};

const amount = (minutes) => {
  const [days, hours, rest] = [Math.floor(minutes / 1440), Math.floor(minutes / 60) % 24, minutes % 60];
  const longest = [[days, ngettext("%s day", "%s days", days)], [hours, gettext("%s h")]];
  const units = [...longest, [days ? 0 : rest, gettext("%s min")]];
  return units.filter(([count]) => count).map(([count, unit]) => interpolate(unit, [count])).join(" ");
};

const words = (date, time) => {
  const shown = shownBy(date, time);
  if (Number.isNaN(shown)) return "";
  const moments = momentsOf(shown, date.dataset.zone);
  if (moments.length !== 1) return gettext("The clocks are changed then. Choose another time.");
  const minutes = Math.round((moments[0] - Date.now()) / MINUTE);
  if (minutes === 0) return gettext("now");
  return interpolate(minutes > 0 ? gettext("in %s") : gettext("%s ago: this is past"), [amount(Math.abs(minutes))]);
};

const show = () => {
  for (const date of document.querySelectorAll("input.vDateField[data-zone]:not([name*=__prefix__])")) {
    const place = date.closest(".datetime");
    const distance = place.querySelector(".time-distance") ?? place.appendChild(document.createElement("span"));
    Object.assign(distance, { className: "time-distance", id: `${date.id}_distance` });
    for (const input of place.querySelectorAll("input")) input.setAttribute("aria-describedby", distance.id);
    const text = words(date, place.querySelector("input.vTimeField"));
    if (distance.textContent !== text) distance.textContent = text;
  }
};

for (const sign of ["input", "focusin", "click", "formset:added", "article:filled"]) document.addEventListener(sign, show);
setInterval(show, MINUTE);
show();
