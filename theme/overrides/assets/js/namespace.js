/*
 * JXGK, the only global name of the site's scripts; it loads first. A script says how it is called, what it needs and
 * how it is made, and what it gives stands under its name:
 *
 *   JXGK.define('search', ['index', 'pieces'], (index, pieces) => { …; return { candidates, confirmed }; });
 *
 * What it needs must have been given by a script before it; a name that ends in ? may be absent. Data that the
 * generator writes as a script is given with JXGK.provide. JXGK.thousands writes a count as pages do: 1,206. All are classic scripts: modules do not load from file://.
 */
'use strict';

window.JXGK = {
  thousands: (count) => count.toLocaleString('en'),

  define(name, needs, make) {
    const dependencies = needs.map((need) => {
      const key = need.replace(/\?$/, '');
      if (key === need && !(key in JXGK)) throw new Error(`脚本 ${name} 需要 ${need}，但在它之前没有脚本给出 ${need}`);
      return JXGK[key];
    });
    JXGK.provide(name, make(...dependencies));
  },

  provide(name, value) {
    if (name in JXGK) throw new Error(`${name} 给出了两次`);
    JXGK[name] = value;
  },
};
