'use strict';
// A page of the site in the preview: it loads itself anew when the site was built again.
{
  const shown = document.currentScript.dataset.site;
  const poll = async () => {
    try {
      const answer = await fetch('/state');
      const { site } = await answer.json();
      if (site && site !== shown) {
        location.reload();
        return;
      }
    } catch {
      // the desk was stopped; the page stays as it is
    }
    setTimeout(poll, document.hidden ? 5000 : 1000);
  };
  setTimeout(poll, 1000);
}
