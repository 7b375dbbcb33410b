// The page's nodes. Texts become text nodes, never markup.

/** The namespace of drawings, as the page's own emblem has it. */
const DRAWING = document.querySelector("svg").namespaceURI;

function place(id) {
  return document.getElementById(id);
}

/** An HTML element; attributes that are functions listen to the event of their name. */
function element(tag, attributes, ...children) {
  return filled(document.createElement(tag), attributes, children);
}

/** An element of a drawing. */
function drawn(tag, attributes, ...children) {
  return filled(document.createElementNS(DRAWING, tag), attributes, children);
}

function filled(node, attributes, children) {
  Object.keys(attributes).forEach((name) => setAttribute(node, name, attributes[name]));
  node.append(...children.filter((child) => child !== null));
  return node;
}

function setAttribute(node, name, value) {
  if (typeof value === "function") {
    node.addEventListener(name, value);
  } else if (value !== null && value !== undefined) {
    node.setAttribute(name, String(value));
  }
}

/** Sections stay hidden until there is something to show in them. */
function reveal(id) {
  const section = place(id);
  section.hidden = false;
  return section;
}

function show(node, ...children) {
  node.textContent = "";
  node.append(...children);
}

/** Buttons of which one is pressed. */
function choice(label, options, chosen, onChoose) {
  const buttons = options.map((option) =>
    element("button", { type: "button", click: () => choose(option.value) }, option.label));
  const press = (value) =>
    buttons.forEach((button, i) =>
      button.setAttribute("aria-pressed", String(options[i].value === value)));
  const choose = (value) => {
    press(value);
    onChoose(value);
  };
  press(chosen);
  return element("div", { class: "choice", role: "group", "aria-label": label },
    element("span", { class: "choice-label" }, label), ...buttons);
}

/** A button that stays down. */
function toggle(label, pressed, onToggle) {
  const button = element("button", {
    type: "button",
    class: "toggle",
    "aria-pressed": pressed,
    click: () => {
      const down = button.getAttribute("aria-pressed") !== "true";
      button.setAttribute("aria-pressed", String(down));
      onToggle(down);
    },
  }, label);
  return button;
}
