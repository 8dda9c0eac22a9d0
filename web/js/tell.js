/** Says something to those who do not see the page. */
export function tell(text) {
  const place = document.getElementById("told");
  place.textContent = "";
  // A screen reader hears a text that is put in, not one that stands there already.
  setTimeout(() => { place.textContent = text; }, 50);
}
