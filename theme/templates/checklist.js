// Ticks are remembered in this browser and counted. The page is whole without this.
(() => {
  const boxes = [...document.querySelectorAll('input[data-key]')];
  const counter = document.getElementById('counter');
  const name = (box) => `jixiao-checklist:${box.dataset.key}`;

  // Some browsers refuse storage to pages opened from a folder; then ticks last as long as the page.
  const stored = (use) => {
    try {
      return use(window.localStorage);
    } catch {
      return null;
    }
  };

  const count = () => {
    const done = boxes.filter((box) => box.checked).length;
    counter.textContent = `已核对 ${done} / ${boxes.length} 处`;
  };

  for (const box of boxes) {
    box.checked = stored((storage) => storage.getItem(name(box))) === '1';
    box.addEventListener('change', () => {
      stored((storage) => (box.checked ? storage.setItem(name(box), '1') : storage.removeItem(name(box))));
      count();
    });
  }
  if (boxes.length) {
    counter.hidden = false;
    count();
  }
})();
