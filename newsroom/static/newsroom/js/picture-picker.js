// The picture library's window: hands the picture that is clicked to the editor that opened it.

const library = document.querySelector("[data-picker]");

library.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button || !window.opener?.CKEDITOR) return;

  const { id, url, alt, caption } = button.dataset;
  window.opener.CKEDITOR.tools.callFunction(library.dataset.picker, url, {
    id,
    alternative_text: alt,
    caption,
  });
  window.close();
});
