'use strict';
// The desk works by its buttons alone; this makes it quick: a field is saved and judged when one leaves it, the receipt
// recounts while a figure is typed, and what was typed is kept while the server cannot be reached.
{
  const TRIAL_MS = 250;
  const token = document.body.dataset.token;
  const trouble = document.getElementById('trouble');
  const tell = (words) => {
    if (trouble) {
      trouble.textContent = words;
      trouble.hidden = !words;
    }
  };
  const GONE =
    '连不上工作台（窗口可能关了）。填的都还在这一页，先不要关掉它：在 make serve 的窗口里重新运行，再改动任意一格就会保存。';

  // ---- a project ----

  const form = document.querySelector('form[data-live]');
  let queue = Promise.resolve();
  let pending = 0;

  const send = async (input, trial) => {
    const body = new FormData();
    body.append('token', token);
    body.append('checksum', form.elements.checksum.value);
    body.append(input.name, input.value);
    if (trial) body.append('try', '1');
    const answer = await fetch(form.action, {
      method: 'POST',
      headers: { 'X-Desk-Script': '1' },
      body: new URLSearchParams(body),
    });
    if (answer.status === 401 || answer.status === 403) {
      tell(
        '会话已结束。填的都还在这一页，先不要关掉它：用 make serve 的窗口里的新地址另开一页，再回来改动任意一格就会保存。'
      );
      return null;
    }
    if (!answer.ok) {
      tell('没有保存：磁盘可能满了，或者程序出了错。填的都还在这一页，请稍后再试。');
      return null;
    }
    return answer.json();
  };

  const show = (input, answer, trial) => {
    if (answer.message) {
      tell(answer.message);
      return;
    }
    tell('');
    for (const place of form.querySelectorAll('.part-diagnostics')) {
      place.innerHTML = answer.diagnostics[place.dataset.way] || '';
    }
    document.getElementById('receipt').innerHTML = answer.receipt;
    if (!trial) {
      form.elements.checksum.value = answer.checksum;
      input.dataset.was = input.value;
      document.getElementById('saved').textContent = answer.saved ? `已保存 ${answer.saved}` : '';
      if ('reload' in input.dataset && answer.saved) location.reload();
    }
  };

  const post = (input, trial) => {
    pending += 1;
    queue = queue.then(async () => {
      try {
        const answer = await send(input, trial);
        if (answer) show(input, answer, trial);
      } catch {
        tell(GONE);
      }
      pending -= 1;
    });
  };

  if (form) {
    let waiting = 0;
    const inputs = [...form.querySelectorAll("[name^='f:']")];
    for (const input of inputs) input.dataset.was = input.value;
    form.addEventListener('change', (event) => {
      const input = event.target;
      clearTimeout(waiting);
      if (input.name.startsWith('f:') && input.value !== input.dataset.was) post(input, false);
    });
    form.addEventListener('input', (event) => {
      const input = event.target;
      clearTimeout(waiting);
      if ('figure' in input.dataset) waiting = setTimeout(() => post(input, true), TRIAL_MS);
    });
    let leaving = false;
    form.addEventListener('submit', (event) => {
      if (pending) {
        event.preventDefault(); // what is on its way changes the file that the form was made from
        queue.then(() => form.requestSubmit(event.submitter));
        return;
      }
      leaving = true;
    });
    addEventListener('beforeunload', (event) => {
      if (!leaving && inputs.some((input) => input.value !== input.dataset.was)) event.preventDefault();
    });
  }

  const place = document.getElementById('at') || document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (place && location.hash.length > 1) {
    for (let above = place; above; above = above.parentElement) if (above.tagName === 'DETAILS') above.open = true;
    place.scrollIntoView({ block: 'center' });
    const first = place.matches('.wrong') ? place.closest('.field')?.querySelector('input, select, textarea') : place;
    first?.focus();
  }

  // ---- work that goes on ----

  const job = document.getElementById('job');
  const poll = async () => {
    try {
      const answer = await fetch('/state');
      if (answer.ok) {
        const { job: words } = await answer.json();
        const finished = job.textContent && !words;
        if (words !== job.textContent) job.textContent = words;
        if (finished && 'waits' in document.body.dataset) location.reload();
      }
    } catch {
      // the next field that is saved tells so
    }
    setTimeout(poll, document.hidden ? 10000 : 1000);
  };
  setTimeout(poll, 1000);

  // ---- files that are dropped ----

  for (const zone of document.querySelectorAll('.drop')) {
    const picker = zone.querySelector('input[type=file]');
    for (const type of ['dragover', 'dragleave', 'drop']) {
      zone.addEventListener(type, (event) => {
        event.preventDefault();
        zone.classList.toggle('over', type === 'dragover');
        if (type === 'drop') picker.files = event.dataTransfer.files;
      });
    }
  }
}
