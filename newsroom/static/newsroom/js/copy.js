// Buttons that copy an address; without script, or without leave to write the clipboard, the field beside can be copied.

for (const button of document.querySelectorAll("button[data-copy]")) {
  if (!navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(button.dataset.copy);
      button.textContent = button.dataset.copied;
    } catch {
      button.previousElementSibling.select();
    }
  });
}
