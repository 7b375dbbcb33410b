// Puts the page together, from top to bottom.

drawHeadline();
buildFrontierPlot();
drawFrontierList();
buildSeeds();
buildCurves();
buildSensitivity();
drawChannels();
drawFailures();
buildResultsTable();
drawProvenance();
