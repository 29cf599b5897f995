// The picture's form: its focal point, moved on the picture or by numbers.

const picture = document.querySelector("focal-point");
const [left, top] = ["#id_focus_x", "#id_focus_y"].map((field) => document.querySelector(field));

if (picture && left && top) {
  picture.makeMovable();
  picture.addEventListener("moved", ({ detail }) => {
    left.value = detail.x;
    top.value = detail.y;
  });
  for (const field of [left, top]) {
    field.addEventListener("input", () => picture.place(Number(left.value), Number(top.value)));
  }
}
