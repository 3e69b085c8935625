// (background, ink, link) -> the weakest contrast on the page in a reader's own colours, and whether it runs over.
(paper, ink, link) => {
  const style = document.createElementNS("http://www.w3.org/1999/xhtml", "style");
  style.textContent = `html { background: ${paper}; color: ${ink}; font-size: 200% } a:any-link { color: ${link} }`;
  document.head.prepend(style); // first, so that whatever the book forces wins, as it does in reading systems

  const parts = (colour) => colour.match(/[\d.]+/g).map(Number);
  const clear = (colour) => parts(colour)[3] === 0;
  const light = (colour) => {
    const [r, g, b] = parts(colour).slice(0, 3).map((v) => {
      const s = v / 255;
      return s <= 0.04045 ? s / 12.92 : ((s + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b; // WCAG 2.2, relative luminance
  };
  const ground = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const colour = getComputedStyle(at).backgroundColor;
      if (!clear(colour)) return colour;
    }
    return "rgb(255, 255, 255)";
  };
  const ratio = (element) => {
    const [low, high] = [light(getComputedStyle(element).color), light(ground(element))].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };

  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  let weakest = [99, ""];
  while (walk.nextNode()) {
    const element = walk.currentNode.parentElement;
    if (!walk.currentNode.data.trim() || element.closest("[hidden]")) continue;
    const found = ratio(element);
    if (found < weakest[0]) weakest = [found, element.localName + ": " + walk.currentNode.data.trim().slice(0, 40)];
  }
  const width = document.documentElement;
  return { contrast: weakest[0], where: weakest[1], over: width.scrollWidth - width.clientWidth };
};
