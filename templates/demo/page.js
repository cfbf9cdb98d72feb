(() => {
  const form = document.getElementById("filter");
  const mails = [...document.querySelectorAll("article")];
  const groups = [...document.querySelectorAll(".moment, .day")];
  const shown = form.querySelector("output");
  const value = (name) => form.elements[name].value;
  const fits = (mail) =>
    (!value("case") || mail.dataset.case === value("case")) &&
    (!value("purpose") || mail.dataset.purpose === value("purpose")) &&
    (!value("way") || mail.dataset.way === value("way"));
  const apply = () => {
    for (const mail of mails) mail.hidden = !fits(mail);
    for (const group of groups) group.hidden = !group.querySelector("article:not([hidden])");
    const count = mails.filter((mail) => !mail.hidden).length;
    shown.textContent = `Gezeigt: ${count} von ${mails.length} Mails`;
  };
  const reveal = () => {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const details = target && target.querySelector(":scope > details");
    if (!target) return;
    if (target.closest("[hidden]")) { form.reset(); apply(); }
    if (details) details.open = true;
    target.scrollIntoView();
  };
  form.addEventListener("change", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(apply));
  document.getElementById("toggle").addEventListener("click", (event) => {
    const open = event.currentTarget.getAttribute("aria-pressed") !== "true";
    event.currentTarget.setAttribute("aria-pressed", String(open));
    event.currentTarget.textContent = open ? "Alle zuklappen" : "Alle aufklappen";
    for (const mail of mails) mail.querySelector("details").open = open;
  });
  for (const button of document.querySelectorAll("button[data-show]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      form.reset();
      form.elements.case.value = button.dataset.show;
      apply();
      form.scrollIntoView();
    });
  }
  form.hidden = false;
  apply();
  addEventListener("hashchange", reveal);
  reveal();
})();
