// Gradio takes its words from the browser's language and leaves some labels in English: the assistant speaks French everywhere.
Object.defineProperty(navigator, "language", { get: () => "fr" });
Object.defineProperty(navigator, "languages", { get: () => ["fr"] });

const WORDS = {
  "More tabs": "Autres onglets",
  "Scroll down": "Descendre",
  "Scroll to bottom": "Descendre",
  "chatbot conversation": "Conversation",
  "Clear": "Effacer la conversation",
  "Copy message": "Copier le message",
  "Copy conversation": "Copier la conversation",
};

function frenchLabel(label) {
  if (label in WORDS) return WORDS[label];
  const example = label.match(/^Select example (\d+): ([\s\S]*)$/);
  if (example) return `Exemple ${example[1]} : ${example[2]}`;
  const said = label.match(/^(user|bot)'s message: ([\s\S]*)$/);
  if (!said) return null;
  const plain = said[2].replace(/<[^>]*>/g, "").replace(/\\(.)/g, "$1");
  return (said[1] === "user" ? "Votre message : " : "Réponse : ") + plain;
}

function translate(root) {
  const found = root.querySelectorAll("[aria-label], [title]");
  for (const element of [root, ...found]) {
    for (const name of ["aria-label", "title"]) {
      const label = element.getAttribute && element.getAttribute(name);
      const french = label ? frenchLabel(label) : null;
      if (french) element.setAttribute(name, french);
    }
    if (element.tagName === "BUTTON" && !element.textContent.trim() && !element.getAttribute("aria-label")) {
      element.setAttribute("aria-label", element.title || "Autres onglets");
    }
  }
}

function keepFrench() {
  if (document.documentElement.lang !== "fr") document.documentElement.lang = "fr";
  translate(document.body);
}

document.addEventListener("DOMContentLoaded", () => {
  keepFrench();
  new MutationObserver(keepFrench).observe(document.documentElement, {
    attributes: true, attributeFilter: ["lang", "aria-label", "title"], childList: true, subtree: true,
  });
});
