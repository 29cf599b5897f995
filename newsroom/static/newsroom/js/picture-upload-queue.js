// The queue of a bulk upload: sends its rows two at a time, counts them, stops where going on makes no sense.
const AT_ONCE = 2;
const UNFINISHED = ["waiting", "sending", "failed", "offline", "loggedout"];

const inState = (...states) => states.map((state) => `[data-state=${state}]`).join();

export class UploadQueue {
  sending = 0;
  isGoing = false;

  constructor({ form, rows, counts, halt, texts }) {
    Object.assign(this, { form, rows, counts, halt, texts });
  }

  get isUnfinished() {
    return this.isGoing && this.rows.querySelector(inState(...UNFINISHED)) !== null;
  }

  add(files) {
    for (const file of files) this.rows.append(Object.assign(document.createElement("upload-row"), { file }));
    this.count();
    this.next();
  }

  start() {
    const stopped = this.rows.querySelectorAll(inState("failed", "offline", "loggedout"));
    for (const row of stopped) row.dataset.state = "waiting";
    this.isGoing = true;
    this.halt.hidden = true;
    this.next();
  }

  stop(state) {
    this.isGoing &&= state === "failed";
    this.halt.hidden = false;
    this.halt.querySelector("span").textContent = this.texts[state];
  }

  async next() {
    const row = this.isGoing && this.sending < AT_ONCE && this.rows.querySelector(inState("waiting"));
    if (!row) return;
    this.sending += 1;
    const sent = row.send(new FormData(this.form));
    this.next();
    const state = await sent;
    this.sending -= 1;
    if (state in this.texts) this.stop(state);
    this.count();
    this.next();
  }

  count() {
    this.counts.hidden = false;
    for (const number of this.counts.querySelectorAll("[data-count]")) {
      const { count } = number.dataset;
      const states = count === "waiting" ? UNFINISHED : [count];
      number.textContent = this.rows.querySelectorAll(inState(...states)).length;
    }
  }
}
