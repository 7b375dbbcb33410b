// Puts the page together, from top to bottom.

drawHeadline();
buildFrontierPlot();
drawFrontierList();
buildCurves();
buildSensitivity();
drawChannels();
drawFailures();
buildResultsTable();
drawProvenance();
