/* The list of contents marks the part that is being read, and a long page leads back to its top. */
'use strict';

JXGK.define('follow', [], () => {
  const links = new Map();
  for (const link of document.querySelectorAll('.contents a[href^="#"]')) {
    const heading = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (heading) links.set(heading, link);
  }
  const headings = Array.from(links.keys());
  const upward = document.querySelector('.to-top');
  let current = null;
  let waiting = false;

  /* Where the page ends, its last part never reaches the upper edge. */
  function follow() {
    waiting = false;
    upward?.classList.toggle('is-shown', scrollY > 1.5 * innerHeight);
    if (headings.length === 0) return;
    const ended = scrollY + innerHeight >= document.documentElement.scrollHeight - 2;
    const next = ended ? headings.at(-1) : headings.findLast((heading) => heading.getBoundingClientRect().top < 120);
    if (next === current) return;
    links.get(current)?.removeAttribute('aria-current');
    links.get(next)?.setAttribute('aria-current', 'location');
    const list = links.get(next)?.closest('.contents');
    if (list) list.scrollTop = links.get(next).offsetTop - list.clientHeight / 2; /* a list longer than the screen */
    current = next;
  }

  function schedule() {
    if (!waiting) requestAnimationFrame(follow);
    waiting = true;
  }

  addEventListener('scroll', schedule, { passive: true });
  addEventListener('resize', schedule);
  schedule();
});
