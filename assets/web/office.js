// A form that is sent is not sent twice; everything else works without this.
for (const form of document.querySelectorAll('form[method="post"]')) {
  form.addEventListener('submit', (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = 'yes';
  });
}
window.addEventListener('pageshow', () => {
  for (const form of document.querySelectorAll('form[data-sent]')) delete form.dataset.sent;
});
// What goes on is looked at again; without this the browser asks for the whole page.
const live = document.querySelector('[data-refresh]');
async function lookAgain() {
  const place = new URL(location.href);
  place.searchParams.set('by', 'script');
  const answer = await fetch(place).catch(() => null);
  // What was refused is a page, too.
  if (answer && (answer.ok || answer.status === 409)) {
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const next = page.querySelector('[data-refresh] [data-live]');
    // With its fragment that would only scroll.
    if (!next)
      return location.replace(answer.redirected ? answer.url : location.pathname + location.search);
    live.querySelector('[data-live]').replaceWith(document.adoptNode(next));
  }
  setTimeout(lookAgain, live.dataset.refresh * 1000);
}
if (live) setTimeout(lookAgain, live.dataset.refresh * 1000);
// On a phone places stand in strips that are moved sideways: to the one that is shown.
for (const place of document.querySelectorAll(':is(.side nav, .places) a[aria-current]')) {
  const strip = place.closest('ul');
  strip.scrollLeft = place.offsetLeft - strip.offsetLeft - (strip.clientWidth - place.offsetWidth) / 2;
}
