// Conveniences only: every page works without this file.
"use strict";

// A button that copies the text of the element it names, where the browser allows it.
for (const button of document.querySelectorAll("button[data-copies]")) {
  const source = document.getElementById(button.dataset.copies);
  if (!source || !navigator.clipboard) continue;
  button.hidden = false;
  const said = button.textContent;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(source.textContent.trim());
      button.textContent = "Kopierat";
    } catch {
      button.textContent = "Det gick inte att kopiera";
    }
    setTimeout(() => { button.textContent = said; }, 3000);
  });
}

// "/" puts the cursor in the field, as on other search pages.
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select, [contenteditable]");
  if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    const field = document.getElementById("q");
    if (field) { event.preventDefault(); field.focus(); }
  }
});
