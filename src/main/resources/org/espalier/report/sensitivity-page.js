// The page of a sensitivity analysis by itself.

const DATA = JSON.parse(place("data").textContent);

place("model").textContent = DATA.model;
place("how").textContent = DATA.how;
buildSensitivity();
